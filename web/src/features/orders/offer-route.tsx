import { Flag, MapPin } from 'lucide-react'
import type { Order } from './orders.ts'
import { partnerWords } from './words/partner.ts'

/** From where to where, one under the other. */
export function OfferRoute({ order }: { order: Order }) {
  const words = partnerWords.use()
  const ends = [
    { Icon: MapPin, name: words.pickup, address: order.pickup_address },
    { Icon: Flag, name: words.delivery, address: order.dropoff_address },
  ]
  return (
    <dl className="flex flex-col gap-2 text-15">
      {ends.map(({ Icon, name, address }) => (
        <div key={name} className="flex gap-3">
          <dt className="flex shrink-0">
            <Icon size={20} aria-hidden className="mt-px text-ink-faint" />
            <span className="sr-only">{name}</span>
          </dt>
          <dd dir="auto" className="min-w-0 wrap-anywhere">
            {address}
          </dd>
        </div>
      ))}
    </dl>
  )
}

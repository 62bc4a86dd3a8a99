import { Flag, Hash, MapPin, StickyNote, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import { moneyText } from '../../lib/money.ts'
import { fullText, timeText } from '../../lib/time.ts'
import type { Order } from './orders.ts'
import { ordersWords } from './words/orders.ts'

function Detail({ name, icon: Icon, children }: { name: string; icon: typeof Flag; children: ReactNode }) {
  return (
    // a group of a description list holds its name and its value, and no box around them
    <div className="relative py-2.5 ps-8">
      <dt className="text-13 text-ink-faint">
        <Icon size={20} aria-hidden className="absolute start-0 top-3" />
        {name}
      </dt>
      <dd className="wrap-anywhere whitespace-pre-line">{children}</dd>
    </div>
  )
}

/** What was ordered: from where to where, the note to whoever brings it, number, kind and time. */
export function OrderDetails({ order }: { order: Order }) {
  const words = ordersWords.use()
  const placed = new Date(order.created_at)
  return (
    <dl className="divide-y divide-line">
      <Detail name={words.pickup} icon={MapPin}>
        <bdi>{order.pickup_address}</bdi>
      </Detail>
      <Detail name={words.delivery} icon={Flag}>
        <bdi>{order.dropoff_address}</bdi>
      </Detail>
      {order.note && (
        <Detail name={words.note} icon={StickyNote}>
          <bdi>{order.note}</bdi>
        </Detail>
      )}
      {order.total_minor !== null && order.currency !== null && (
        <Detail name={words.price} icon={Tag}>
          <bdi className="tabular">{moneyText(order.total_minor, order.currency)}</bdi>
        </Detail>
      )}
      <Detail name={words.number} icon={Hash}>
        <bdi className="tabular">{order.number}</bdi> · {words.kind[order.kind]} ·{' '}
        <time dateTime={order.created_at} title={fullText(placed)}>
          {timeText(placed)}
        </time>
      </Detail>
    </dl>
  )
}

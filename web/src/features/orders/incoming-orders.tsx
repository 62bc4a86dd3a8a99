import { Flag, MapPin } from 'lucide-react'
import { useId } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { distanceText } from '../../lib/format.ts'
import { distanceM } from '../../lib/geo.ts'
import { paths } from '../../lib/paths.ts'
import { agoText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { KindIcon } from './kind-icon.tsx'
import { useAcceptOrder } from './order-actions.ts'
import type { Order } from './orders.ts'
import { kindLabels } from './status.ts'

function IncomingOrder({ order, now }: { order: Order; now: Date }) {
  const accept = useAcceptOrder()
  const navigate = useNavigate()
  const titleId = useId()
  const wayM = distanceM(
    { lat: order.pickup_lat, lng: order.pickup_lng },
    { lat: order.dropoff_lat, lng: order.dropoff_lng },
  )
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-raised p-4 motion-safe:animate-[rise_180ms_var(--ease-out)]">
      <div className="flex items-center gap-3">
        <KindIcon kind={order.kind} />
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="truncate text-17">
            {kindLabels[order.kind]} <span className="tabular font-normal text-ink-soft">{order.number}</span>
          </h3>
          <p className="text-13 text-ink-soft">
            {distanceText(wayM)} from door to door · {agoText(new Date(order.created_at), now)}
          </p>
        </div>
      </div>
      <dl className="flex flex-col gap-1.5 text-15">
        <div className="flex gap-2">
          <dt>
            <MapPin size={20} className="text-ink-faint" aria-label="Pickup" />
          </dt>
          <dd className="min-w-0">{order.pickup_address}</dd>
        </div>
        <div className="flex gap-2">
          <dt>
            <Flag size={20} className="text-ink-faint" aria-label="Delivery" />
          </dt>
          <dd className="min-w-0">{order.dropoff_address}</dd>
        </div>
      </dl>
      {order.note && <p className="rounded-control bg-sunken px-3 py-2 text-13">{order.note}</p>}
      <Button
        size="large"
        isBusy={accept.isPending}
        aria-describedby={titleId}
        onClick={() =>
          accept.mutate(order.id, {
            onSuccess: () => navigate(paths.order(order.id)),
            onError: (error) => showToast(sentenceFor(error)),
          })
        }
      >
        Accept
      </Button>
    </li>
  )
}

/** Open orders nobody has taken yet, for a partner. */
export function IncomingOrders({ orders }: { orders: readonly Order[] }) {
  const now = useNow()
  return (
    <section aria-label="New orders" className="px-3">
      <h2 className="pt-4 pb-2 text-13 font-semibold text-ink-faint">New orders</h2>
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <IncomingOrder key={order.id} order={order} now={now} />
        ))}
      </ul>
    </section>
  )
}

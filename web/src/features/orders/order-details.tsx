import { fullText, timeText } from '../../lib/time.ts'
import type { Order } from './orders.ts'
import { kindLabels } from './status.ts'

function Detail({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-4 py-2">
      <dt className="w-20 shrink-0 text-13 leading-[22px] text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words whitespace-pre-line">{children}</dd>
    </div>
  )
}

export function OrderDetails({ order }: { order: Order }) {
  const placed = new Date(order.created_at)
  return (
    <dl className="divide-y divide-line border-y border-line">
      <Detail name="Pickup">{order.pickup_address}</Detail>
      <Detail name="Delivery">{order.dropoff_address}</Detail>
      {order.note && <Detail name="Note">{order.note}</Detail>}
      <Detail name="Order">
        <span className="tabular">{order.number}</span> · {kindLabels[order.kind]} ·{' '}
        <time dateTime={order.created_at} title={fullText(placed)}>
          {timeText(placed)}
        </time>
      </Detail>
    </dl>
  )
}

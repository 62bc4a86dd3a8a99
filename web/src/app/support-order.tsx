import { Link } from 'react-router'
import { useOrder } from '../features/orders/orders.ts'
import { kindLabels, statusLabels, statusTone } from '../features/orders/status.ts'
import { paths } from '../lib/paths.ts'
import { Badge } from '../ui/badge.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** The order a request is about, in short, with the way to the whole of it. */
export function SupportOrder({ orderId }: { orderId: string }) {
  const { data: order, isError } = useOrder(orderId)
  if (isError) return <p className="text-13 text-ink-soft">The order did not load.</p>
  if (!order) return <Skeleton className="h-24 w-full rounded-card" />
  return (
    <section aria-label="Order" className="rounded-card border border-line p-3">
      <p className="flex items-center justify-between gap-2">
        <Link to={paths.order(order.id)} className="font-semibold underline underline-offset-4">
          Order {order.number}
        </Link>
        <Badge tone={statusTone(order.status)}>{statusLabels[order.status]}</Badge>
      </p>
      <p className="mt-1 text-13 text-ink-soft">
        {kindLabels[order.kind]} · from {order.pickup_address} to {order.dropoff_address}
      </p>
    </section>
  )
}

import { Link } from 'react-router'
import { useOrder } from '../features/orders/orders.ts'
import { statusTone } from '../features/orders/status.ts'
import { ordersWords } from '../features/orders/words/orders.ts'
import { paths } from '../lib/paths.ts'
import { Badge } from '../ui/badge.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { appWords } from './words.ts'

/** The order a request is about, in short, with the way to the whole of it. */
export function SupportOrder({ orderId }: { orderId: string }) {
  const words = appWords.use().order
  const { status, kind } = ordersWords.use()
  const { data: order, isError } = useOrder(orderId)
  if (isError) return <p className="text-13 text-ink-soft">{words.notLoaded}</p>
  if (!order) return <Skeleton className="h-24 w-full rounded-card" />
  return (
    <section aria-label={words.title} className="rounded-card border border-line p-3">
      <p className="flex items-center justify-between gap-2">
        <Link to={paths.order(order.id)} className="font-semibold underline underline-offset-4">
          {words.numbered(order.number)}
        </Link>
        <Badge tone={statusTone(order.status)}>{status[order.status]}</Badge>
      </p>
      <p className="mt-1 text-13 text-ink-soft">
        {words.short(kind[order.kind], order.pickup_address, order.dropoff_address)}
      </p>
    </section>
  )
}

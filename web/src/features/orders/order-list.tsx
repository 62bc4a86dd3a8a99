import { NavLink } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { KindIcon } from './kind-icon.tsx'
import type { Order } from './orders.ts'
import { statusTone } from './status.ts'
import { ordersWords } from './words/orders.ts'

function OrderRow({ order, now }: { order: Order; now: Date }) {
  const words = ordersWords.use()
  const changed = new Date(order.updated_at)
  return (
    <li>
      <NavLink
        to={paths.order(order.id)}
        data-list-link
        className={({ isActive }) =>
          classNames(
            'flex items-center gap-3 rounded-control px-3 py-3 transition-colors hover:bg-sunken focus-visible:-outline-offset-2',
            isActive && 'bg-accent-soft hover:bg-accent-soft',
          )
        }
      >
        <KindIcon kind={order.kind} />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline justify-between gap-2">
            <span className="truncate font-semibold">
              <span className="tabular">{order.number}</span>
              <span className="font-normal text-ink-soft"> · {words.kind[order.kind]}</span>
            </span>
            <time
              dateTime={order.updated_at}
              title={fullText(changed)}
              className="shrink-0 text-13 text-ink-faint"
            >
              {agoText(changed, now)}
            </time>
          </span>
          <span className="flex items-center justify-between gap-2">
            <span dir="auto" className="truncate text-13 text-ink-soft">
              {order.dropoff_address}
            </span>
            <Badge tone={statusTone(order.status)}>{words.status[order.status]}</Badge>
          </span>
        </span>
      </NavLink>
    </li>
  )
}

export function OrderList({ title, orders }: { title: string; orders: readonly Order[] }) {
  const now = useNow()
  return (
    <section aria-label={title}>
      <h2 className="px-3 pt-4 pb-1 text-13 font-semibold text-ink-faint">{title}</h2>
      <ul>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} now={now} />
        ))}
      </ul>
    </section>
  )
}

export function OrderListSkeleton() {
  return (
    <div className="flex flex-col pt-10">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex items-center gap-3 px-3 py-3">
          <Skeleton className="size-10" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}

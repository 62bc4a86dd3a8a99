import { useId } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { distanceText } from '../../lib/format.ts'
import { paths } from '../../lib/paths.ts'
import { agoText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { KindIcon } from './kind-icon.tsx'
import { OfferRoute } from './offer-route.tsx'
import { useAcceptOrder } from './order-actions.ts'
import type { Order } from './orders.ts'
import { wayM } from './use-way.ts'
import { ordersWords } from './words/orders.ts'
import { partnerWords } from './words/partner.ts'

function IncomingOrder({ order, now }: { order: Order; now: Date }) {
  const words = partnerWords.use()
  const { kind: kinds } = ordersWords.use()
  const accept = useAcceptOrder()
  const navigate = useNavigate()
  const titleId = useId()
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-raised p-4 motion-safe:animate-[rise_180ms_var(--ease-out)]">
      <div className="flex items-center gap-3">
        <KindIcon kind={order.kind} />
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="truncate text-17">
            {kinds[order.kind]} <bdi className="tabular font-normal text-ink-soft">{order.number}</bdi>
          </h3>
          <p className="text-13 text-ink-soft">
            {words.doorToDoor(distanceText(wayM(order)))} · {agoText(new Date(order.created_at), now)}
          </p>
        </div>
      </div>
      <OfferRoute order={order} />
      {order.note && (
        <p dir="auto" className="rounded-control bg-sunken px-3 py-2 text-13 wrap-anywhere">
          {order.note}
        </p>
      )}
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
        {words.accept}
      </Button>
    </li>
  )
}

/** Open orders nobody has taken yet, for a partner. */
export function IncomingOrders({ orders }: { orders: readonly Order[] }) {
  const words = partnerWords.use()
  const now = useNow()
  return (
    <section aria-label={words.newOrders} className="px-3">
      <h2 className="pt-4 pb-2 text-13 font-semibold text-ink-faint">{words.newOrders}</h2>
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <IncomingOrder key={order.id} order={order} now={now} />
        ))}
      </ul>
    </section>
  )
}

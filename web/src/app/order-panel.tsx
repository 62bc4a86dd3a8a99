import { History, LifeBuoy, ReceiptText } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { PushCard } from '../features/notifications/push-card.tsx'
import { OrderDetails } from '../features/orders/order-details.tsx'
import { OrderPeople } from '../features/orders/order-people.tsx'
import { OrderStatusPanel } from '../features/orders/order-status.tsx'
import { CancelOrder, OrderSteps } from '../features/orders/order-steps.tsx'
import type { Order } from '../features/orders/orders.ts'
import { ArrivalCard } from '../features/tracking/arrival-card.tsx'
import { nextPlace } from '../features/tracking/places.ts'
import { ShareControl } from '../features/tracking/share-control.tsx'
import type { useTracking } from '../features/tracking/use-tracking.ts'
import { sentenceFor } from '../lib/failure.ts'
import { paths } from '../lib/paths.ts'
import type { PersonRole } from '../lib/rows.ts'
import { Button } from '../ui/button.tsx'
import type { Places } from '../ui/map-places.ts'
import { LinkRow, OpenRow, Rows } from '../ui/rows.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

import { ErrorBoundary } from './error-boundary.tsx'
import { appWords } from './words.ts'

// most orders are looked at without paying
const PaymentCard = lazy(() =>
  import('../features/payments/payment-card.tsx').then((m) => ({ default: m.PaymentCard })),
)

/** Everything about an order but map and chat, most wanted first. `message` is the way to the chat, where it is not beside. */
export function OrderPanel({
  order,
  part,
  personId,
  role,
  personName,
  live,
  places,
  message,
}: {
  order: Order
  part: PersonRole | null
  personId: string
  role: PersonRole
  personName: (id: string | null) => string
  live: ReturnType<typeof useTracking>
  places: Places
  message: ReactNode
}) {
  const words = appWords.use().order
  const isUnderWay = !order.closed_at && order.partner_id !== null
  return (
    <div className="flex flex-col gap-4">
      <OrderStatusPanel
        order={order}
        part={part}
        partnerName={personName(order.partner_id)}
        personName={personName}
        actions={
          <>
            <OrderSteps order={order} part={part} mayAccept={role === 'partner' && part === null} />
            {part === 'partner' && isUnderWay && (
              <ShareControl orderId={order.id} viewer={personName(order.customer_id)} />
            )}
          </>
        }
      >
        {isUnderWay && live.tracking && (
          <ArrivalCard
            journey={{
              tracking: live.tracking,
              places,
              next: nextPlace(order.status),
              viewer: part ?? 'partner',
              name: personName(order.partner_id),
            }}
          />
        )}
        {/* its place is kept, so that nothing below moves when it comes */}
        {isUnderWay && live.isPending && !live.error && <Skeleton className="mt-2 h-11" />}
        {isUnderWay && live.error && (
          <p role="alert" className="mt-1 flex items-center gap-2 text-13 text-bad">
            {words.positionFailed(sentenceFor(live.error))}
            <Button look="quiet" onClick={() => void live.refetch()}>
              {words.tryAgain}
            </Button>
          </p>
        )}
      </OrderStatusPanel>
      {part !== null && (order.total_minor !== null || part === 'staff') && (
        <ErrorBoundary>
          <Suspense fallback={<Skeleton className="h-24 w-full rounded-card" />}>
            <PaymentCard order={order} part={part} personId={personId} />
          </Suspense>
        </ErrorBoundary>
      )}
      <OrderPeople order={order} part={part} personName={personName} />
      {message}
      {part === 'customer' && !order.closed_at && <PushCard mayDecline />}
      <Rows>
        {/* who brings it needs the doors at hand; who waits knows them */}
        <OpenRow
          title={words.items}
          icon={<ReceiptText size={20} aria-hidden />}
          isOpen={part !== 'customer' || order.status === 'placed'}
        >
          <OrderDetails order={order} />
        </OpenRow>
        {part === 'staff' && order.partner_id !== null && (
          <LinkRow to={paths.replay(order.id)} icon={<History size={20} aria-hidden />}>
            {words.replay}
          </LinkRow>
        )}
        {(part === 'customer' || part === 'partner') && (
          <LinkRow to={paths.newHelpFor(order.id)} icon={<LifeBuoy size={20} aria-hidden />}>
            {words.help}
          </LinkRow>
        )}
      </Rows>
      <CancelOrder order={order} part={part} />
    </div>
  )
}

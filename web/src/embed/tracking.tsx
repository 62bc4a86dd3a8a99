import { placesOf } from '../app/order-places.ts'
import { OrderStatusPanel } from '../features/orders/order-status.tsx'
import { type Order, useOrder } from '../features/orders/orders.ts'
import { partIn } from '../features/orders/status.ts'
import { usePersonNames } from '../features/orders/use-person-names.ts'
import { ArrivalCard } from '../features/tracking/arrival-card.tsx'
import { LiveMap } from '../features/tracking/live-map.tsx'
import { nextPlace } from '../features/tracking/places.ts'
import { useTracking } from '../features/tracking/use-tracking.ts'
import { sentenceFor } from '../lib/failure.ts'
import { useOnline } from '../lib/online.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { Skeleton, Waiting } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState, FailedLine } from '../ui/states.tsx'
import { embedWords } from './words.ts'

const noInsets = { top: 0, bottom: 0 }

function Tracker({ order }: { order: Order }) {
  const words = embedWords.use()
  const me = useMyId()
  const { data: profile } = useProfile()
  const part = partIn(order, me, profile?.role ?? 'customer')
  const personName = usePersonNames(order)
  const isFollowed = !order.closed_at && order.partner_id !== null && part !== null
  const { tracking, error, refetch } = useTracking(isFollowed ? order : null, part === 'partner')
  const [places, next] = [placesOf(order), nextPlace(order.status)]
  const viewer = part ?? 'partner'
  const name = personName(order.partner_id)
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface text-ink">
      <div className="relative min-h-48 flex-1">
        <LiveMap
          places={places}
          next={next}
          moverName={name}
          tracking={tracking}
          viewer={viewer}
          insets={noInsets}
        />
      </div>
      <div className="max-h-1/2 overflow-y-auto border-t border-line px-4 py-4">
        <OrderStatusPanel order={order} part={part} partnerName={name} personName={personName}>
          {tracking && <ArrivalCard journey={{ tracking, places, next, viewer, name }} />}
          {error && (
            <FailedLine
              title={words.positionFailed}
              detail={sentenceFor(error)}
              onRetry={() => void refetch()}
            />
          )}
        </OrderStatusPanel>
      </div>
    </div>
  )
}

/** The order with its states of waiting, failed and offline. */
export function Tracking({ orderId }: { orderId: string }) {
  const words = embedWords.use()
  const order = useOrder(orderId)
  const isOnline = useOnline()
  if (order.data) return <Tracker key={orderId} order={order.data} />
  if (order.error && isOnline)
    return (
      <ErrorState
        title={words.orderFailed}
        detail={sentenceFor(order.error)}
        onRetry={() => void order.refetch()}
      />
    )
  if (!isOnline) return <EmptyState title={words.offline} />
  return (
    <Waiting label={words.loading}>
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-48" />
        <Skeleton className="h-7 w-1/2" />
        <Skeleton className="h-5 w-3/4" />
      </div>
    </Waiting>
  )
}

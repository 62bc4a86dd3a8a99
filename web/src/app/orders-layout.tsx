import { Suspense } from 'react'
import { Outlet, useMatch } from 'react-router'
import { OrderListSkeleton } from '../features/orders/order-list.tsx'
import { OrdersPane } from '../features/orders/orders-pane.tsx'
import { sentenceFor } from '../lib/failure.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { useWide } from '../lib/use-media.ts'
import { Waiting } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'

function Pane() {
  const myId = useMyId()
  const profile = useProfile()
  if (profile.data) return <OrdersPane personId={myId} role={profile.data.role} />
  if (profile.isError) {
    return (
      <ErrorState
        title="Your account could not be loaded."
        detail={sentenceFor(profile.error)}
        onRetry={() => void profile.refetch()}
      />
    )
  }
  if (profile.fetchStatus === 'paused') {
    return <EmptyState title="Your orders will be here once you are online again." />
  }
  return (
    <Waiting label="Loading orders">
      <OrderListSkeleton />
    </Waiting>
  )
}

/** Wide: the list stays at the left of what is open. On a phone the list is a page of its own. */
export function OrdersLayout() {
  const isWide = useWide()
  const isList = useMatch('/orders') !== null
  useTitle('Orders')
  if (!isWide) return isList ? <Pane /> : <Outlet />
  return (
    <div className="list-beside">
      <div className="flex min-h-0 flex-col border-r border-line bg-surface">
        <Pane />
      </div>
      <div className="relative flex min-h-0 min-w-0 flex-col">
        <Suspense>
          {isList ? (
            <div className="flex flex-1 items-center justify-center">
              <EmptyState title="Choose an order to see where it is." />
            </div>
          ) : (
            <Outlet />
          )}
        </Suspense>
      </div>
    </div>
  )
}

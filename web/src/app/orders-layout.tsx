import { lazy, Suspense } from 'react'
import { Outlet, useMatch, useNavigate } from 'react-router'
import { useInstallOffer } from '../features/install/install-offer.ts'
import { OrderListSkeleton } from '../features/orders/order-list.tsx'
import { useOpenOrders } from '../features/orders/orders.ts'
import { OrdersPane } from '../features/orders/orders-pane.tsx'
import { ordersWords } from '../features/orders/words/orders.ts'
import { sentenceFor } from '../lib/failure.ts'
import { paths } from '../lib/paths.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { useEscape } from '../lib/use-escape.ts'
import { useWide } from '../lib/use-media.ts'
import { Waiting } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { appWords } from './words.ts'

const InstallCard = lazy(() =>
  import('../features/install/install-card.tsx').then((module) => ({ default: module.InstallCard })),
)

/** At a moment it is worth something: an order is on its way. */
function InstallOffer() {
  const offer = useInstallOffer()
  const { data: orders } = useOpenOrders()
  if (!offer || !orders?.length) return null
  return (
    <Suspense>
      <InstallCard />
    </Suspense>
  )
}

function Pane() {
  const words = ordersWords.use()
  const failed = appWords.use().accountFailed
  const myId = useMyId()
  const profile = useProfile()
  if (profile.data)
    return (
      <>
        <OrdersPane personId={myId} role={profile.data.role} />
        <InstallOffer />
      </>
    )
  if (profile.isError) {
    return (
      <ErrorState title={failed} detail={sentenceFor(profile.error)} onRetry={() => void profile.refetch()} />
    )
  }
  if (profile.fetchStatus === 'paused') {
    return <EmptyState title={words.loadsWhenOnline} />
  }
  return (
    <Waiting label={words.loading}>
      <OrderListSkeleton />
    </Waiting>
  )
}

/** Wide: the list stays at the left of what is open. On a phone the list is a page of its own. */
export function OrdersLayout() {
  const isWide = useWide()
  const isList = useMatch('/orders') !== null
  const isNew = useMatch(paths.placeOrder) !== null
  const navigate = useNavigate()
  // what is being written is not thrown away by a key
  useEscape(isWide && !isList && !isNew, () => navigate(paths.orders))
  useTitle(ordersWords.use().title)
  const words = appWords.use().order
  if (!isWide) return isList ? <Pane /> : <Outlet />
  return (
    <div className="list-beside">
      <div className="flex min-h-0 flex-col border-e border-line bg-surface">
        <Pane />
      </div>
      <div className="relative flex min-h-0 min-w-0 flex-col">
        <Suspense>
          {isList ? (
            <div className="flex flex-1 items-center justify-center">
              <EmptyState title={words.choose} />
            </div>
          ) : (
            <Outlet />
          )}
        </Suspense>
      </div>
    </div>
  )
}

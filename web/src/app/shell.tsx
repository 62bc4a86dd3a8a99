import { lazy, Suspense, useEffect } from 'react'
import { Link, Outlet, useLocation, useMatch } from 'react-router'
import { useUnreadTotal } from '../features/chat/reading/use-unread-total.ts'
import { MessagesLink } from '../features/chat/rooms-page/messages-link.tsx'
import { Bell } from '../features/notifications/bell.tsx'
import { useUnreadCount } from '../features/notifications/notifications-query.ts'
import { useAppBadge } from '../features/notifications/use-app-badge.ts'
import { followProfile } from '../lib/locale.ts'
import { useOnline } from '../lib/online.ts'
import { painted } from '../lib/painted.ts'
import { paths } from '../lib/paths.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { useWide } from '../lib/use-media.ts'
import { OfflineBanner } from '../ui/states.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Logo } from './logo.tsx'
import { UpdateBar } from './update-bar.tsx'
import { appWords } from './words.ts'

const ShellLive = lazy(async () => {
  await painted
  return { default: (await import('./shell-live.tsx')).ShellLive }
})
// its place is kept until it is there
const AccountMenu = lazy(() =>
  import('./account-menu.tsx').then((module) => ({ default: module.AccountMenu })),
)
// nothing of a call stands on the first page; it listens once the page is there
const CallGate = lazy(async () => {
  await painted
  return { default: (await import('../features/calls/call-gate.tsx')).CallGate }
})
// only partners share a position, and are offered orders
const SharingBanner = lazy(() =>
  import('../features/tracking/sharing-banner.tsx').then((module) => ({ default: module.SharingBanner })),
)
const OfferWatch = lazy(() =>
  import('../features/orders/offer-watch.tsx').then((module) => ({ default: module.OfferWatch })),
)

// only staff, and only where there is room
const StaffRail = lazy(() => import('./staff-rail.tsx').then((module) => ({ default: module.StaffRail })))

/** What stands around every page of a signed-in person. On a phone an order or a conversation fills the screen and brings its own header. */
export function Shell() {
  const words = appWords.use()
  const myId = useMyId()
  const { data: profile } = useProfile()
  useEffect(() => followProfile(profile?.locale), [profile?.locale])
  const unread = useUnreadTotal(useUnreadCount())
  useAppBadge(unread.all)
  const isOnline = useOnline()
  const isWide = useWide()
  const { pathname } = useLocation()
  const order = useMatch('/orders/:orderId/*')
  const room = useMatch('/messages/:roomId')
  const isOrder = order !== null && order.params.orderId !== 'new'
  const hasOwnHeader = !isWide && (isOrder || room !== null)
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-control focus:bg-raised focus:px-4 focus:py-3"
      >
        {words.skip}
      </a>
      {!hasOwnHeader && (
        <header className="flex h-15 shrink-0 items-center justify-between border-b border-line bg-surface px-4">
          <Link to={paths.orders} aria-label={words.home} className="rounded-control py-1.5">
            <Logo />
          </Link>
          <div className="flex items-center gap-1">
            <MessagesLink unread={unread.messages} />
            <Bell />
            <Suspense fallback={<span className="size-11" />}>
              <AccountMenu />
            </Suspense>
          </div>
        </header>
      )}
      <Suspense>
        <ShellLive />
      </Suspense>
      <Suspense>
        <CallGate />
      </Suspense>
      <UpdateBar />
      {!isOnline && <OfflineBanner>{words.offline}</OfflineBanner>}
      {profile?.role === 'partner' && (
        <Suspense>
          <SharingBanner personId={myId} />
          <OfferWatch personId={myId} />
        </Suspense>
      )}
      <div className="flex min-h-0 flex-1">
        {profile?.role === 'staff' && isWide && (
          // its width is kept while it loads, so that the page does not jump
          <Suspense fallback={<div className="w-28 shrink-0 border-e border-line bg-surface" />}>
            <StaffRail />
          </Suspense>
        )}
        <main id="page" className="relative flex min-h-0 min-w-0 flex-1 flex-col">
          <ErrorBoundary resetKey={pathname}>
            <Suspense>
              <Outlet />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <ToastRegion />
    </div>
  )
}

import { ChevronLeft } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useMatch, useNavigate } from 'react-router'
import { Bell } from '../features/notifications/bell.tsx'
import type { Order } from '../features/orders/orders.ts'
import { partIn } from '../features/orders/status.ts'
import { usePersonNames } from '../features/orders/use-person-names.ts'
import { LiveMap } from '../features/tracking/live-map.tsx'
import { nextPlace } from '../features/tracking/places.ts'
import { useTracking } from '../features/tracking/use-tracking.ts'
import { late } from '../lib/late.tsx'
import { painted } from '../lib/painted.ts'
import { paths } from '../lib/paths.ts'
import type { PersonRole } from '../lib/rows.ts'
import { useWide } from '../lib/use-media.ts'
import { BottomSheet } from '../ui/bottom-sheet.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { MessageButton } from './message-button.tsx'
import { OrderPanel } from './order-panel.tsx'
import { placesOf } from './order-places.ts'
import { RoomCall } from './room-call.tsx'
import { appWords } from './words.ts'

// as much code as the order itself, which comes first
const OrderChat = late(() => import('./order-chat.tsx').then((module) => module.OrderChat))

// sentence, detail, distance and the one button a rider needs stay in sight above the map
const peekPx = 212
const partnerPeekPx = 236
const phoneHeaderPx = 64

/** One order: map, state and chat. Wide they stand beside each other; on a phone the chat opens over the map. */
export function OrderView({ order, personId, role }: { order: Order; personId: string; role: PersonRole }) {
  const words = appWords.use()
  const isWide = useWide()
  const isChat = useMatch('/orders/:orderId/chat') !== null
  const navigate = useNavigate()
  const { state } = useLocation()
  const messageLink = useRef<HTMLAnchorElement>(null)
  const chatTitle = useRef<HTMLHeadingElement>(null)
  const [coveredPx, setCoveredPx] = useState(peekPx)
  const part = partIn(order, personId, role)
  const personName = usePersonNames(order)
  const isFollowed = !order.closed_at && order.partner_id !== null && part !== null
  const live = useTracking(isFollowed ? order : null, part === 'partner')
  const insets = useMemo(
    () => (isWide ? { top: 0, bottom: 0 } : { top: phoneHeaderPx, bottom: coveredPx }),
    [isWide, coveredPx],
  )
  useEffect(() => void painted.then(OrderChat.fetch).catch(() => undefined), [])
  const places = placesOf(order)
  const next = nextPlace(order.status)
  const viewer = part ?? 'partner'
  const map = (
    <ErrorBoundary>
      <LiveMap
        places={places}
        next={next}
        moverName={personName(order.partner_id)}
        tracking={live.tracking}
        viewer={viewer}
        insets={insets}
      />
    </ErrorBoundary>
  )
  // staff may join; a partner who has not accepted is not in it yet
  const hasChat = part !== null
  const isCovered = isChat && hasChat
  const wasCovered = useRef(isCovered)
  // what had the focus is gone or hidden, so it would fall to the top of the page
  useEffect(() => {
    if (wasCovered.current === isCovered) return
    wasCovered.current = isCovered
    const next = isCovered ? chatTitle : messageLink
    next.current?.focus({ preventScroll: true })
  }, [isCovered])
  const panel = (message: ReactNode) => (
    <OrderPanel
      order={order}
      part={part}
      personId={personId}
      role={role}
      personName={personName}
      live={live}
      places={places}
      message={message}
    />
  )

  if (isWide) {
    return (
      <div
        className={
          hasChat
            ? 'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(320px,380px)]'
            : 'flex min-h-0 flex-1'
        }
      >
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="relative min-h-48 flex-1">{map}</div>
          <div className="max-h-[52%] overflow-y-auto border-t border-line bg-surface px-6 py-5">
            <h1 className="sr-only">{words.order.numbered(order.number)}</h1>
            {panel(null)}
          </div>
        </div>
        {hasChat && (
          <aside className="min-h-0 border-s border-line">
            <Suspense>
              <OrderChat orderId={order.id} />
            </Suspense>
          </aside>
        )}
      </div>
    )
  }
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden">
      {/* under the conversation it is neither drawn, which would cost every frame of a scroll, nor reached by a key */}
      <div
        className={classNames(
          'absolute inset-0',
          isCovered && 'invisible motion-safe:transition-[visibility] motion-safe:delay-[180ms]',
        )}
      >
        {map}
        <header className="pointer-events-none absolute inset-x-0 top-0 z-10 flex items-center gap-2 p-2.5">
          <IconButton
            label={words.backToOrders}
            className="pointer-events-auto border border-line bg-raised text-ink shadow-float"
            onClick={() => navigate(paths.orders)}
          >
            <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
          <h1 className="tabular pointer-events-auto flex h-11 items-center rounded-full border border-line bg-raised px-4 text-15 shadow-float">
            {words.order.numbered(order.number)}
          </h1>
          <div className="pointer-events-auto ms-auto rounded-full border border-line bg-raised shadow-float">
            <Bell />
          </div>
        </header>
        <BottomSheet
          label={words.order.title}
          peekPx={part === 'partner' ? partnerPeekPx : peekPx}
          onHeight={setCoveredPx}
        >
          {panel(
            hasChat && (
              <div className="flex items-center gap-2 *:first:flex-1">
                <MessageButton ref={messageLink} order={order} part={part} personName={personName} />
                {!isChat && <RoomCall orderId={order.id} className="border border-line bg-surface" />}
              </div>
            ),
          )}
        </BottomSheet>
      </div>
      {isCovered && (
        <div className="absolute inset-0 z-20 motion-safe:animate-[rise_180ms_var(--ease-out)]">
          <h1 ref={chatTitle} tabIndex={-1} className="sr-only">
            {words.order.numbered(order.number)}
          </h1>
          <Suspense fallback={<div className="h-full bg-canvas" />}>
            <OrderChat
              orderId={order.id}
              // who came by a link from outside has no order behind them
              onBack={() =>
                state === 'from-order' ? navigate(-1) : navigate(paths.order(order.id), { replace: true })
              }
            />
          </Suspense>
        </div>
      )}
    </div>
  )
}

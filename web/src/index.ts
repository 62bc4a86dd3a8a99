/** What another React app takes to adopt Orderline; docs/adopt.md goes through it. Its styles are orderline.css, beside this file. */

// the provider and the four parts: bell, inbox, chat, tracker
export type { Destination } from './embed/destination.ts'
export { Bell, Inbox } from './embed/inbox.tsx'
export { Conversation, OrderChat } from './embed/order-chat.tsx'
export { OrderTracker } from './embed/order-tracker.tsx'
export { WhenSignedIn } from './embed/signed-in.tsx'

// hooks, for a host that draws for itself
export { useMessages } from './features/chat/log/use-messages.ts'
export { useSend } from './features/chat/outbox/use-send.ts'
export { useLive } from './features/chat/reading/use-live.ts'
// pieces of the parts, for other places than these
export { BlockedSection } from './features/chat/room/blocked-section.tsx'
export { useBlockedIds, useBlocks } from './features/chat/room/blocks.ts'
export { useRoom, useRooms, useUnreadMessages } from './features/chat/room/rooms-query.ts'
export { type InboxFilter, wholeInbox } from './features/notifications/inbox-filter.ts'
export {
  useInboxStatistics,
  useNotifications,
  useUnreadCount,
} from './features/notifications/notifications-query.ts'
export { PushCard } from './features/notifications/push-card.tsx'
export { useNotificationActions } from './features/notifications/use-notification-actions.ts'
export { forgetPush, usePush } from './features/notifications/use-push.ts'
export { useOrder } from './features/orders/orders.ts'
export { useTracking } from './features/tracking/use-tracking.ts'

// who is signed in, and in which language
export { changeLocale, type Locale, locale, localeNames, markDocument } from './lib/locale.ts'
export { useProfile, useSession } from './lib/session.tsx'
export { supabase } from './lib/supabase.ts'
export { OrderlineProvider } from './provider.tsx'

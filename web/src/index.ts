/**
 * What another React app takes to adopt Orderline: wrap it in a react-router router and `OrderlineProvider`, import
 * `ui/tokens.css`, call `useUserLive()`, `useChatLive()`, `useRoomsLive()` and `useServiceWorker()` once where somebody is signed in,
 * and place the parts. `forgetPush()` comes before signing out.
 */

export { useMessages } from './features/chat/log/use-messages.ts'
export { useSend } from './features/chat/outbox/use-send.ts'
export { useChatLive } from './features/chat/reading/use-chat-live.ts'
export { useLive } from './features/chat/reading/use-live.ts'
export { BlockedSection } from './features/chat/room/blocked-section.tsx'
export { useBlockedIds, useBlocks } from './features/chat/room/blocks.ts'
export { RoomPanel } from './features/chat/room/room-panel.tsx'
export { useRoom, useRooms, useUnreadMessages } from './features/chat/room/rooms-query.ts'
export { useRoomsLive } from './features/chat/room/use-rooms-live.ts'
export { Bell } from './features/notifications/bell.tsx'
export { type InboxFilter, wholeInbox } from './features/notifications/inbox-filter.ts'
export { NotificationCentre } from './features/notifications/notification-centre.tsx'
export {
  useInboxStatistics,
  useNotifications,
  useUnreadCount,
} from './features/notifications/notifications-query.ts'
export { PushCard } from './features/notifications/push-card.tsx'
export { useNotificationActions } from './features/notifications/use-notification-actions.ts'
export { forgetPush, usePush } from './features/notifications/use-push.ts'
export { useServiceWorker } from './features/notifications/use-service-worker.ts'
export { useUserLive } from './features/notifications/use-user-live.ts'
export { ArrivalCard } from './features/tracking/arrival-card.tsx'
export { LiveMap } from './features/tracking/live-map.tsx'
export { useTracking } from './features/tracking/use-tracking.ts'
export { SessionProvider, useProfile, useSession } from './lib/session.tsx'
export { OrderlineProvider } from './provider.tsx'

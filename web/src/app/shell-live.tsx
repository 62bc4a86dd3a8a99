import { useBackgroundSync } from '../features/chat/outbox/use-background-sync.ts'
import { useChatLive } from '../features/chat/reading/use-chat-live.ts'
import { useRoomsLive } from '../features/chat/room/use-rooms-live.ts'
import { useUserLive } from '../features/notifications/use-user-live.ts'
import { useOrdersLive } from '../features/orders/use-orders-live.ts'
import { useMyId, useProfile } from '../lib/session.tsx'

/** What is heard and sent while somebody is signed in, whatever page is open. Shows nothing. */
export function ShellLive() {
  const myId = useMyId()
  const { data: profile } = useProfile()
  useOrdersLive(myId, profile?.role)
  useUserLive()
  useChatLive()
  useRoomsLive()
  useBackgroundSync()
  return null
}

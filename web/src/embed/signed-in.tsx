import { type ReactNode, Suspense } from 'react'
import { useChatLive } from '../features/chat/reading/use-chat-live.ts'
import { useRoomsLive } from '../features/chat/room/use-rooms-live.ts'
import { useServiceWorker } from '../features/notifications/use-service-worker.ts'
import { useUserLive } from '../features/notifications/use-user-live.ts'
import { useOrdersLive } from '../features/orders/use-orders-live.ts'
import { useMyId, useProfile, useSession } from '../lib/session.tsx'

function Live() {
  const { data: profile } = useProfile()
  useOrdersLive(useMyId(), profile?.role)
  useUserLive()
  useChatLive()
  useRoomsLive()
  return null
}

function Worker() {
  useServiceWorker()
  return null
}

/** Keeps everything true while somebody is signed in: one connection, whatever parts are shown. */
export function SignedInLive({ hasPush }: { hasPush: boolean }) {
  const { session } = useSession()
  return (
    session && (
      <Suspense>
        <Live />
        {hasPush && <Worker />}
      </Suspense>
    )
  )
}

/** Its children only while somebody is signed in, so that a host may place a part anywhere. */
export function WhenSignedIn({ children }: { children: ReactNode }) {
  const { session } = useSession()
  return session && <Suspense>{children}</Suspense>
}

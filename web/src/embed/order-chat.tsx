import { lazy } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../lib/paths.ts'
import { WhenSignedIn } from './signed-in.tsx'

// each part is fetched when it is first shown
const RoomPanel = lazy(() =>
  import('../features/chat/room/room-panel.tsx').then((module) => ({ default: module.RoomPanel })),
)

/** The conversation of an order. Fills its box, which must have a height. */
export function OrderChat({ orderId }: { orderId: string }) {
  const navigate = useNavigate()
  return (
    <WhenSignedIn>
      <RoomPanel orderId={orderId} onOpenRoom={(id) => navigate(paths.room(id))} />
    </WhenSignedIn>
  )
}

/** Any conversation by its own id, such as a request of support. Fills its box, which must have a height. */
export function Conversation({ roomId }: { roomId: string }) {
  const navigate = useNavigate()
  return (
    <WhenSignedIn>
      <RoomPanel key={roomId} roomId={roomId} onOpenRoom={(id) => navigate(paths.room(id))} />
    </WhenSignedIn>
  )
}

import { useNavigate } from 'react-router'
import { useRoomAt } from '../features/chat/room/place.ts'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { paths } from '../lib/paths.ts'
import { RoomCall } from './room-call.tsx'
import { RoomRating } from './room-rating.tsx'

/** The conversation of an order, and how it was once it is over. */
export function OrderChat({ orderId, onBack }: { orderId: string; onBack?: () => void }) {
  const navigate = useNavigate()
  const { data: room } = useRoomAt({ orderId })
  return (
    <RoomPanel
      orderId={orderId}
      onBack={onBack}
      onOpenRoom={(id) => navigate(paths.room(id))}
      slots={{ action: <RoomCall orderId={orderId} />, above: <RoomRating room={room} /> }}
    />
  )
}

import { CallButton } from '../features/calls/call-button.tsx'
import { type Place, useRoomAt } from '../features/chat/room/place.ts'

/** A call from the head of a conversation or beside the way to it, where one is possible. */
export function RoomCall({ className, ...place }: Place & { className?: string }) {
  const { data: room } = useRoomAt(place)
  return (
    <CallButton
      roomId={room?.room_id}
      state={room ? `${room.status} ${room.epoch}` : ''}
      className={className}
    />
  )
}

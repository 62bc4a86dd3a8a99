import { CallButton } from '../features/calls/call-button.tsx'
import { useRoomAt } from '../features/chat/room/place.ts'

/** A call from the head of a conversation, where one is possible. */
export function RoomCall(place: Parameters<typeof useRoomAt>[0]) {
  const { data: room } = useRoomAt(place)
  return <CallButton roomId={room?.room_id} state={room ? `${room.status} ${room.epoch}` : ''} />
}

import { isStaffPart, type Room } from '../features/chat/room/room.ts'
import { RatingCard } from '../features/support/rating-card.tsx'
import { useRoomRating } from '../features/support/requests-query.ts'
import { appWords } from './words.ts'

function Rating({ room }: { room: Room }) {
  const words = appWords.use().order
  const { data } = useRoomRating(room.room_id, room.status)
  if (!data || (data.stars === null && !data.may_rate)) return null
  return (
    <RatingCard
      key={`${room.room_id} ${data.stars}`}
      roomId={room.room_id}
      title={isStaffPart(room.my_role) ? words.ratingOfCustomer : words.over}
      given={data.stars === null ? null : { stars: data.stars, comment: data.comment }}
      mayRate={data.may_rate}
    />
  )
}

/** Below the conversation of an order that is over: its customer rates it, staff see what they said. */
export function RoomRating({ room }: { room: Room | null | undefined }) {
  if (room?.kind !== 'order' || room.status === 'open') return null
  return room.my_role === 'customer' || isStaffPart(room.my_role) ? <Rating room={room} /> : null
}

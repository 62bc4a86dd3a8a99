import { useQuery } from '@tanstack/react-query'
import type { Room } from './room.ts'
import { fetchRooms, roomsKey } from './rooms-query.ts'

/** Which room: by its own id, or that of an order. */
export type Place = { roomId: string; orderId?: never } | { orderId: string; roomId?: never }

export const isAt =
  ({ roomId, orderId }: Place) =>
  (room: Room): boolean =>
    roomId ? room.room_id === roomId : room.order_id === orderId && room.kind === 'order'

/** The room of a place; `data` is null when the caller is not in it. */
export function useRoomAt(place: Place) {
  return useQuery({
    queryKey: roomsKey,
    queryFn: fetchRooms,
    select: (rooms) => rooms.find(isAt(place)) ?? null,
  })
}

import { type QueryClient, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { type Room, roomSchema } from './room.ts'

/** All rooms of the caller; invalidate it after anything that may change unread counts, marks or members. */
export const roomsKey = ['rooms'] as const

export async function fetchRooms(): Promise<Room[]> {
  return v.parse(v.array(roomSchema), await rowsOf(supabase.rpc('room_list')))
}

/** The caller's rooms, newest first, with exact unread counts; asked anew every `refetchInterval` ms while the page is seen. */
export function useRooms({ refetchInterval = false }: { refetchInterval?: number | false } = {}) {
  return useQuery({ queryKey: roomsKey, queryFn: fetchRooms, refetchInterval })
}

/** The room of an order; `data` is null when the caller is not in it. */
export function useRoom(orderId: string) {
  return useQuery({
    queryKey: roomsKey,
    queryFn: fetchRooms,
    select: (rooms) => rooms.find((room) => room.order_id === orderId && room.kind === 'order') ?? null,
  })
}

/** One room by its own id. */
export function useRoomById(roomId: string) {
  return useQuery({
    queryKey: roomsKey,
    queryFn: fetchRooms,
    select: (rooms) => rooms.find((room) => room.room_id === roomId) ?? null,
  })
}

/** How many messages of others the caller has not read in the room of an order. */
export function useUnreadMessages(orderId: string): number {
  return useRoom(orderId).data?.unread ?? 0
}

/** Changes one room where it is kept, so that an event shows before the next fetch confirms it. */
export function patchRoom(queryClient: QueryClient, roomId: string, change: (room: Room) => Room): void {
  queryClient.setQueryData<Room[]>(roomsKey, (rooms) =>
    rooms?.map((room) => (room.room_id === roomId ? change(room) : room)),
  )
}

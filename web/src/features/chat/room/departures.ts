import { type QueryClient, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import type { Place } from './place.ts'
import { type Departure, departureSchema, type Room } from './room.ts'
import { roomsKey } from './rooms-query.ts'

const departureKey = ({ roomId, orderId }: Place) => ['departure', roomId ?? null, orderId ?? null]

/** Why the caller is not in a room any more; null when they never were. */
export function useDeparture(place: Place, isAsked: boolean) {
  return useQuery({
    queryKey: departureKey(place),
    enabled: isAsked,
    queryFn: async () => {
      const { roomId, orderId } = place
      const asked = roomId ? { room_id: roomId } : { order_id: orderId ?? '' }
      const rows = await rowsOf(supabase.rpc('my_departure', asked))
      return v.parse(v.array(departureSchema), rows)[0] ?? null
    },
  })
}

/** The caller is out of a room: it goes from the list, and every place that shows it says why. */
export async function depart(queryClient: QueryClient, roomId: string, departure: Departure): Promise<void> {
  // an answer on its way from before would bring the room back
  await queryClient.cancelQueries({ queryKey: roomsKey })
  const rooms = queryClient.getQueryData<Room[]>(roomsKey) ?? []
  const orderId = rooms.find((room) => room.room_id === roomId)?.order_id
  queryClient.setQueryData(departureKey({ roomId }), departure)
  if (orderId) queryClient.setQueryData(departureKey({ orderId }), departure)
  queryClient.setQueryData<Room[]>(roomsKey, (before) => before?.filter((room) => room.room_id !== roomId))
  await queryClient.invalidateQueries({ queryKey: roomsKey })
}

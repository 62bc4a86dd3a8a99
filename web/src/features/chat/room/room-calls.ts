import { useMutation, useQueryClient } from '@tanstack/react-query'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import type { Place } from './place.ts'
import type { Room } from './room.ts'
import { roomsKey } from './rooms-query.ts'

// also after a refusal: then the room on the screen is the one that was wrong
function useRoomCall<Input, Answer>(call: (input: Input) => Promise<Answer>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => queryClient.invalidateQueries({ queryKey: roomsKey }),
  })
}

/** Enters the room of an order, of support or of a guest, as staff. */
export const useJoinRoom = () =>
  useRoomCall(({ roomId, orderId }: Place) =>
    rowsOf(supabase.rpc('join_room', roomId ? { room_id: roomId } : { order_id: orderId ?? '' })),
  )

export const useLeaveRoom = () =>
  useRoomCall((roomId: string) => rowsOf(supabase.rpc('leave_room', { room_id: roomId })))

const moves = { close: 'close_room', archive: 'archive_room', reopen: 'reopen_room' } as const
export type Move = keyof typeof moves

/** Closes, archives or reopens a room, as staff. */
export const useMoveRoom = () =>
  useRoomCall(({ roomId, move }: { roomId: string; move: Move }) =>
    rowsOf(supabase.rpc(moves[move], { room_id: roomId })),
  )

/** What rings when the caller is away; `quietUntil` is a time as ISO text. */
export const useSilence = () =>
  useRoomCall(
    ({ roomId, notify, quietUntil }: { roomId: string; notify: Room['notify']; quietUntil: string | null }) =>
      rowsOf(
        supabase.rpc('set_room_notify', {
          room_id: roomId,
          notify,
          ...(quietUntil && { quiet_until: quietUntil }),
        }),
      ),
  )

export const useAddMember = () =>
  useRoomCall(({ roomId, userId }: { roomId: string; userId: string }) =>
    rowsOf(supabase.rpc('add_member', { room_id: roomId, user_id: userId })),
  )

export const useRemoveMember = () =>
  useRoomCall(({ roomId, userId, reason }: { roomId: string; userId: string; reason: string }) =>
    rowsOf(supabase.rpc('remove_member', { room_id: roomId, user_id: userId, reason })),
  )

/** Lets somebody read and not write until a time as ISO text; the past lets them write again. */
export const useMuteMember = () =>
  useRoomCall(({ roomId, userId, until }: { roomId: string; userId: string; until: string }) =>
    rowsOf(supabase.rpc('mute_member', { room_id: roomId, user_id: userId, until })),
  )

/** For staff: a conversation with colleagues, its id. The same `clientId` is the same conversation. */
export const useStaffRoom = () =>
  useRoomCall(
    async ({ title, members, clientId }: { title: string; members: string[]; clientId: string }) =>
      (await rowsOf(supabase.rpc('open_staff_room', { title, members, client_id: clientId }))).id,
  )

/** For staff: where they and their colleagues write to a customer; who is none is written to alone. Its id. */
export const useWriteTo = () =>
  useRoomCall(async (userId: string) => {
    const person = await rowsOf(supabase.from('profiles').select('role').eq('id', userId).single())
    const room = await rowsOf(
      person.role === 'customer'
        ? supabase.rpc('open_guest_room', { guest_id: userId })
        : supabase.rpc('open_direct_room', { user_id: userId }),
    )
    return room.id
  })

/** The room of the caller and one other person, opened where there is none; its id. */
export const useDirectRoom = () =>
  useRoomCall(
    async (userId: string) => (await rowsOf(supabase.rpc('open_direct_room', { user_id: userId }))).id,
  )

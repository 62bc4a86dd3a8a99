import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { requestSchema } from './support.ts'

export const requestsKey = ['requests'] as const
const most = 100

/** The caller's own requests of support, newest first; kept true by what their rooms say. */
export function useMyRequests() {
  const queryClient = useQueryClient()
  const me = useMyId()
  useEffect(() => {
    const refetch = () => void queryClient.invalidateQueries({ queryKey: requestsKey })
    return subscribe(`user:${me}`, { room_updated: refetch }, { private: true, onReady: refetch })
  }, [me, queryClient])
  return useQuery({
    queryKey: requestsKey,
    queryFn: async () =>
      v.parse(v.array(requestSchema), await rowsOf(supabase.rpc('my_requests', { page: most }))),
  })
}

/** Sends a request; `client_id` belongs to the form, so that a second press or a lost answer makes no second one. */
export function useOpenRequest(client_id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ order_id, ...words }: { subject: string; body: string; order_id: string | null }) =>
      rowsOf(supabase.rpc('open_support', { ...words, client_id, ...(order_id && { order_id }) })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: requestsKey }),
  })
}

const ratingSchema = v.object({
  stars: v.nullable(v.number()),
  comment: v.nullable(v.string()),
  may_rate: v.boolean(),
})

/** How a conversation that is over was found; asked anew when its room changes, since it may have been closed just now. */
export function useRoomRating(room_id: string, version: string) {
  return useQuery({
    queryKey: ['rating', room_id, version],
    queryFn: async () =>
      v.parse(v.array(ratingSchema), await rowsOf(supabase.rpc('room_rating', { room_id })))[0] ?? null,
  })
}

export function useRate(room_id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ stars, comment }: { stars: number; comment: string }) =>
      rowsOf(supabase.rpc('rate_room', { room_id, stars, comment })),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: requestsKey }),
        queryClient.invalidateQueries({ queryKey: ['rating', room_id] }),
      ]),
  })
}

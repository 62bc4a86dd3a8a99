import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import {
  type Canned,
  cannedSchema,
  countsSchema,
  type Filter,
  type Label,
  labelSchema,
  type Priority,
  ticketSchema,
} from './support.ts'

export const supportKey = ['support'] as const
const pageSize = 30

/** The queue by place, paged by key; a search looks through all requests. */
export function useQueue(filter: Filter, words: string) {
  return useInfiniteQuery({
    queryKey: [...supportKey, 'queue', words ? 'all' : filter, words],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
    queryFn: async ({ pageParam }) =>
      v.parse(
        v.array(ticketSchema),
        await rowsOf(
          supabase.rpc('support_queue', {
            filter: words ? 'all' : filter,
            page: pageSize,
            ...(words && { search: words }),
            ...(pageParam && { before: pageParam }),
          }),
        ),
      ),
    getNextPageParam: (last) => (last.length < pageSize ? null : last.at(-1)?.room_id),
  })
}

export function useCounts() {
  return useQuery({
    queryKey: [...supportKey, 'counts'],
    refetchInterval: 20_000,
    queryFn: async () => v.parse(countsSchema, await rowsOf(supabase.rpc('support_counts'))),
  })
}

/** One request by its room; null when there is none. */
export function useTicket(roomId: string) {
  return useQuery({
    queryKey: [...supportKey, 'ticket', roomId],
    queryFn: async () => {
      const numbers = await rowsOf(supabase.from('support_tickets').select('number').eq('room_id', roomId))
      const number = numbers[0]?.number
      if (!number) return null
      const rows = await rowsOf(supabase.rpc('support_queue', { filter: 'all', search: number }))
      return v.parse(v.array(ticketSchema), rows).find(({ room_id }) => room_id === roomId) ?? null
    },
  })
}

/** Joins the room of a request and finds its notes: the conversation can be shown once this is there. */
export function useOpenTicket(roomId: string) {
  return useQuery({
    queryKey: [...supportKey, 'open', roomId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      await rowsOf(supabase.rpc('open_ticket', { room_id: roomId }))
      return v.parse(v.string(), await rowsOf(supabase.rpc('notes_room', { room_id: roomId })))
    },
  })
}

const staffSchema = v.array(v.object({ id: v.string(), name: v.string() }))
export function useStaff() {
  return useQuery({
    queryKey: [...supportKey, 'staff'],
    staleTime: 5 * 60_000,
    queryFn: async () =>
      v.parse(
        staffSchema,
        await rowsOf(
          supabase.from('profiles').select('id, name').eq('role', 'staff').order('name').limit(200),
        ),
      ),
  })
}

export function useLabels() {
  return useQuery({
    queryKey: [...supportKey, 'labels'],
    staleTime: 60_000,
    queryFn: async (): Promise<Label[]> =>
      v.parse(
        v.array(labelSchema),
        await rowsOf(supabase.from('support_labels').select('name, tone').order('name').limit(200)),
      ),
  })
}

export function useCannedReplies() {
  return useQuery({
    queryKey: [...supportKey, 'canned'],
    staleTime: 60_000,
    queryFn: async (): Promise<Canned[]> =>
      v.parse(
        v.array(cannedSchema),
        await rowsOf(
          supabase.from('canned_replies').select('id, shortcut, title, body').order('shortcut').limit(500),
        ),
      ),
  })
}

/** What staff do with a request. What it is now comes by asking again: others act on it at the same time. */
export function useTicketActions(room_id: string) {
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: supportKey })
  const act = <T>(work: (value: T) => PromiseLike<unknown>) => ({
    mutationFn: async (value: T) => work(value),
    onSettled,
  })
  return {
    assign: useMutation(
      act((user_id: string | null) =>
        rowsOf(supabase.rpc('assign_ticket', { room_id, ...(user_id && { user_id }) })),
      ),
    ),
    resolve: useMutation(act(() => rowsOf(supabase.rpc('resolve_ticket', { room_id })))),
    reopen: useMutation(act(() => rowsOf(supabase.rpc('reopen_ticket', { room_id })))),
    snooze: useMutation(
      act((until: Date | null) =>
        rowsOf(supabase.rpc('snooze_ticket', { room_id, ...(until && { until: until.toISOString() }) })),
      ),
    ),
    prioritise: useMutation(
      act((priority: Priority) => rowsOf(supabase.rpc('set_priority', { room_id, priority }))),
    ),
    label: useMutation(
      act((labels: string[]) => rowsOf(supabase.rpc('set_ticket_labels', { room_id, labels }))),
    ),
  }
}

/** Keeping and throwing away canned replies and labels. */
export function useShelf() {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: supportKey })
  return {
    saveReply: useMutation({
      mutationFn: (reply: Omit<Canned, 'id'> & { id?: string }) =>
        rowsOf(supabase.rpc('save_canned_reply', reply)),
      onSuccess,
    }),
    deleteReply: useMutation({
      mutationFn: (id: string) => rowsOf(supabase.rpc('delete_canned_reply', { id })),
      onSuccess,
    }),
    saveLabel: useMutation({
      mutationFn: (label: Label & { former?: string }) => rowsOf(supabase.rpc('save_label', label)),
      onSuccess,
    }),
    /** Resolves to the rooms of the requests that had it. */
    deleteLabel: useMutation({
      mutationFn: ({ name }: Label) => rowsOf(supabase.rpc('delete_label', { name })),
      onSuccess,
    }),
    restoreLabel: useMutation({
      mutationFn: (label: Label & { room_ids: string[] }) => rowsOf(supabase.rpc('restore_label', label)),
      onSuccess,
    }),
  }
}

const pastSchema = v.array(
  v.object({
    room_id: v.string(),
    number: v.string(),
    subject: v.string(),
    resolved_at: v.nullable(v.string()),
  }),
)
const ratingSchema = v.object({ stars: v.number(), comment: v.nullable(v.string()) })

/** What else the person asked, newest first, and how they rated this request. */
export function usePersonTickets(personId: string | null, roomId: string) {
  return useQuery({
    queryKey: [...supportKey, 'ticket', roomId, 'person'],
    queryFn: async () => {
      const [tickets, ratings] = await Promise.all([
        personId
          ? rowsOf(
              supabase
                .from('support_tickets')
                .select('room_id, number, subject, resolved_at')
                .eq('requester_id', personId)
                .neq('room_id', roomId)
                .order('created_at', { ascending: false })
                .limit(10),
            )
          : [],
        rowsOf(supabase.from('room_ratings').select('stars, comment').eq('room_id', roomId)),
      ])
      return {
        tickets: v.parse(pastSchema, tickets),
        rating: ratings[0] ? v.parse(ratingSchema, ratings[0]) : null,
      }
    },
  })
}

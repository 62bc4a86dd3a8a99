import { keepPreviousData, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { useRooms } from '../room/rooms-query.ts'

const schema = v.pipe(v.array(v.object({ messages: v.number(), notifications: v.number() })), v.length(1))

/**
 * What the title and the app's icon say: unread messages in rooms that are not silenced, and what else is unread. Counted by
 * the database each time the rooms or the inbox (`inboxUnread`) were read anew; nothing is added up here.
 */
export function useUnreadTotal(inboxUnread: number): number {
  const { dataUpdatedAt } = useRooms()
  const { data } = useQuery({
    queryKey: ['unread-total', dataUpdatedAt, inboxUnread],
    queryFn: async () => {
      const [total] = v.parse(schema, await rowsOf(supabase.rpc('unread_total')))
      return (total?.messages ?? 0) + (total?.notifications ?? 0)
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return data ?? inboxUnread
}

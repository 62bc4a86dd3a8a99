import { keepPreviousData, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { useRooms } from '../room/rooms-query.ts'

const schema = v.pipe(v.array(v.object({ messages: v.number(), notifications: v.number() })), v.length(1))

type UnreadTotal = { messages: number; all: number }

/**
 * What the title and the app's icon say: unread messages in rooms that are not silenced, and with them what else is unread.
 * Counted by the database each time the rooms or the inbox (`inboxUnread`) were read anew; nothing is added up here.
 */
export function useUnreadTotal(inboxUnread: number): UnreadTotal {
  const { dataUpdatedAt } = useRooms()
  const { data } = useQuery({
    queryKey: ['unread-total', dataUpdatedAt, inboxUnread],
    queryFn: async () => {
      const [total] = v.parse(schema, await rowsOf(supabase.rpc('unread_total')))
      const messages = total?.messages ?? 0
      return { messages, all: messages + (total?.notifications ?? 0) }
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return data ?? { messages: 0, all: inboxUnread }
}

import type { SupabaseClient } from '@supabase/supabase-js'
import * as v from 'valibot'
import type { Database } from '../../../../../supabase/database.types.ts'
import { rowsOf } from '../../../lib/failure.ts'
import { messageSchema } from './message.ts'
import { type MessageSource, pageSize } from './message-feed.ts'

const columns =
  'id, room_id, seq, rev, sender_id, client_id, type, body, meta, created_at, edited_at, deleted_at, deleted_by, reply_to, thread_root, thread_count, thread_seq, mentions, reactions, files, link, pinned_at, pinned_by'
const page = v.array(messageSchema)

/** Pages of a room by key: `seq` for history, `rev` for what changed. Throws a Failure. */
export function messageSource(supabase: SupabaseClient<Database>, roomId: string): MessageSource {
  const messages = () => supabase.from('messages').select(columns).eq('room_id', roomId).limit(pageSize)
  return {
    newest: async () => v.parse(page, await rowsOf(messages().order('seq', { ascending: false }))).reverse(),
    older: async (before) =>
      v.parse(page, await rowsOf(messages().lt('seq', before).order('seq', { ascending: false }))).reverse(),
    changes: async (after) => v.parse(page, await rowsOf(messages().gt('rev', after).order('rev'))),
  }
}

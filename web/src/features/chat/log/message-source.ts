import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import type { Rows } from '../../../lib/rows.ts'
import { messageSchema } from './message.ts'
import { type MessageSource, pageSize } from './message-feed.ts'

const columns =
  'id, room_id, seq, rev, sender_id, client_id, type, body, meta, created_at, edited_at, deleted_at, deleted_by, reply_to, thread_root, thread_count, thread_seq, mentions, reactions, files, link, pinned_at, pinned_by'
const page = v.array(messageSchema)
const oneRev = v.tuple([v.object({ last_rev: v.number() })])

/** Pages of a room by key: `seq` for history, `rev` for what changed. Throws a Failure. */
export function messageSource(supabase: Rows, roomId: string): MessageSource {
  const messages = () => supabase.from('messages').select(columns).eq('room_id', roomId).limit(pageSize)
  const newer = async (after: number, limit = pageSize) =>
    v.parse(page, await rowsOf(messages().gt('seq', after).order('seq').limit(limit)))
  return {
    newer,
    around: async (seq) => {
      // first the rev, then the page: what changes between the two is asked for again, and nothing is missed
      const [{ last_rev }] = v.parse(
        oneRev,
        await rowsOf(supabase.from('rooms').select('last_rev').eq('id', roomId)),
      )
      const half = pageSize / 2
      const [older, later] = await Promise.all([
        rowsOf(messages().lte('seq', seq).order('seq', { ascending: false }).limit(half)),
        newer(seq, half),
      ])
      return { rev: last_rev, older: v.parse(page, older).reverse(), newer: later }
    },
    newest: async () => v.parse(page, await rowsOf(messages().order('seq', { ascending: false }))).reverse(),
    older: async (before) =>
      v.parse(page, await rowsOf(messages().lt('seq', before).order('seq', { ascending: false }))).reverse(),
    changes: async (after) => v.parse(page, await rowsOf(messages().gt('rev', after).order('rev'))),
  }
}

import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { type Message, messageSchema } from '../log/message.ts'

/** Messages of a thread asked for at once. */
export const threadPageSize = 50

const columns =
  'id, room_id, seq, rev, sender_id, client_id, type, body, meta, created_at, edited_at, deleted_at, deleted_by, reply_to, thread_root, thread_count, thread_seq, mentions, reactions, files, link, pinned_at, pinned_by'
const page = v.array(messageSchema)

/** A page of a thread, oldest first: the newest messages before `before`. Throws a Failure. */
export async function fetchThread(rootId: string, before: number | null): Promise<Message[]> {
  const asked = supabase.from('messages').select(columns).eq('thread_root', rootId)
  const rows = await rowsOf(
    (before === null ? asked : asked.lt('seq', before))
      .order('seq', { ascending: false })
      .limit(threadPageSize),
  )
  return v.parse(page, rows).reverse()
}

/** One message by its id; null when it is not there, or not theirs to see. Throws a Failure. */
export async function fetchMessage(id: string): Promise<Message | null> {
  const rows = await rowsOf(supabase.from('messages').select(columns).eq('id', id))
  return v.parse(page, rows)[0] ?? null
}

/** The pinned messages of a room, newest pin first. Throws a Failure. */
export async function fetchPinned(roomId: string): Promise<Message[]> {
  const asked = supabase.from('messages').select(columns).eq('room_id', roomId)
  return v.parse(
    page,
    await rowsOf(asked.not('pinned_at', 'is', null).order('pinned_at', { ascending: false })),
  )
}

const unreadSchema = v.array(v.object({ thread_root: v.string(), unread: v.number() }))

/** How many unread messages each thread of a room holds that the caller follows. Throws a Failure. */
export async function fetchUnreadThreads(roomId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await rowsOf(supabase.rpc('unread_threads', { room_id: roomId }))
  return new Map(v.parse(unreadSchema, rows).map(({ thread_root, unread }) => [thread_root, unread]))
}

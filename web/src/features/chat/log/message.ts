import * as v from 'valibot'

export const messageSchema = v.object({
  id: v.string(),
  room_id: v.string(),
  seq: v.number(),
  rev: v.number(),
  sender_id: v.nullable(v.string()),
  client_id: v.nullable(v.string()),
  type: v.picklist(['text', 'image', 'file', 'location', 'system', 'order_update', 'call']),
  body: v.nullish(v.string(), ''),
  meta: v.nullish(v.record(v.string(), v.unknown()), {}),
  created_at: v.string(),
  edited_at: v.nullish(v.string(), null),
  deleted_at: v.nullish(v.string(), null),
  deleted_by: v.nullish(v.string(), null),
  reply_to: v.nullish(v.string(), null),
  thread_root: v.nullish(v.string(), null),
  thread_count: v.nullish(v.number(), 0),
  thread_seq: v.nullish(v.number(), null),
  mentions: v.nullish(v.array(v.string()), []),
  /** Who reacted with what: emoji → user ids. */
  reactions: v.nullish(v.record(v.string(), v.array(v.string())), {}),
  files: v.nullish(v.array(v.record(v.string(), v.unknown())), []),
  link: v.nullish(v.record(v.string(), v.unknown()), null),
  pinned_at: v.nullish(v.string(), null),
  pinned_by: v.nullish(v.string(), null),
})

/** One message as the database holds it: `seq` is dense per room, `rev` grows with every change in the room. */
export type Message = v.InferOutput<typeof messageSchema>

/** What a person puts into a message; the server adds the rest. `files` are ids of files already uploaded. */
export type MessageContent = {
  body: string
  type: 'text' | 'image' | 'file' | 'location'
  meta: Record<string, unknown>
  reply_to: string | null
  thread_root: string | null
  mentions: readonly string[]
  files: readonly string[]
}

export const emptyContent: MessageContent = {
  body: '',
  type: 'text',
  meta: {},
  reply_to: null,
  thread_root: null,
  mentions: [],
  files: [],
}

/** Longest body the server takes, in characters (not UTF-16 units): the check on `messages.body`. */
export const MAX_BODY_CHARACTERS = 8000

/** Length as Postgres counts it, so that an emoji is one character here too. */
export function characterCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

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
})

/** One message as the database holds it: `seq` is dense per room, `rev` grows with every change in the room. */
export type Message = v.InferOutput<typeof messageSchema>

/** Longest body the server takes, in characters (not UTF-16 units): the check on `messages.body`. */
export const MAX_BODY_CHARACTERS = 8000

/** Length as Postgres counts it, so that an emoji is one character here too. */
export function characterCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

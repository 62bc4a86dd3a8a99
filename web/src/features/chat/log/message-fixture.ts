import * as v from 'valibot'
import { type Message, messageSchema } from './message.ts'

/** A message for tests, with what they do not speak of as the database would leave it. */
export function messageOf(told: Partial<Message> & { seq: number }): Message {
  const { seq } = told
  const plain = { id: `m${seq}`, room_id: 'r1', rev: seq, sender_id: null, client_id: null, type: 'text' }
  return v.parse(messageSchema, { ...plain, created_at: '2026-11-21T10:00:00Z', ...told })
}

import * as v from 'valibot'
import { messageSchema } from '../log/message.ts'

const memberSchema = v.object({
  user_id: v.string(),
  name: v.string(),
  role: v.picklist(['customer', 'partner', 'pharmacy', 'staff', 'admin', 'support']),
  last_read_seq: v.number(),
  last_delivered_seq: v.number(),
  avatar_url: v.nullish(v.string(), null),
  last_seen_at: v.nullish(v.string(), null),
  /** Until then staff let them read and not write. */
  muted_until: v.nullish(v.string(), null),
})

/** What a room shows of its last message: the beginning of its words, and how many files it carries. */
const lastMessageSchema = v.object({
  id: v.string(),
  seq: v.number(),
  type: messageSchema.entries.type,
  body: v.nullish(v.string(), ''),
  meta: v.nullish(v.record(v.string(), v.unknown()), {}),
  sender_id: v.nullable(v.string()),
  created_at: v.string(),
  is_deleted: v.boolean(),
  files: v.nullish(v.number(), 0),
})

/** One row of room_list(): a room of the caller with its people and how far each has come. */
export const roomSchema = v.object({
  room_id: v.string(),
  order_id: v.nullable(v.string()),
  kind: v.picklist(['order', 'support', 'staff', 'guest', 'direct']),
  status: v.picklist(['open', 'closed', 'archived']),
  title: v.nullable(v.string()),
  epoch: v.number(),
  last_seq: v.number(),
  unread: v.number(),
  members: v.nullish(v.array(memberSchema), []),
  /** Which messages ring when the caller is away, and until when none does: their own choice. */
  notify: v.nullish(v.picklist(['all', 'mentions', 'none']), 'all'),
  quiet_until: v.nullish(v.string(), null),
  muted_until: v.nullish(v.string(), null),
  my_role: v.nullish(memberSchema.entries.role, null),
  /** The room whose internal notes stand here. */
  notes_of: v.nullish(v.string(), null),
  last_message: v.nullish(lastMessageSchema, null),
  unread_threads: v.nullish(v.number(), 0),
  /** How many of the unread ones name the caller. */
  unread_mentions: v.nullish(v.number(), 0),
})

/** `room_updated`, on the room's topic and on `user:<uid>`. */
export const roomUpdateSchema = v.object({
  room_id: v.string(),
  epoch: v.number(),
  status: roomSchema.entries.status,
  last_seq: v.number(),
})

/** `receipt_updated`, on the room's topic. */
export const receiptSchema = v.object({
  user_id: v.string(),
  last_read_seq: v.number(),
  last_delivered_seq: v.number(),
})

/** `room_left`, on `user:<uid>`: why the room is no longer there, and what staff said of it. */
export const departureSchema = v.object({
  reason: v.picklist(['removed', 'left', 'reassigned']),
  note: v.nullish(v.string(), null),
})

export type Departure = v.InferOutput<typeof departureSchema>
export type Member = v.InferOutput<typeof memberSchema>
export type LastMessage = v.InferOutput<typeof lastMessageSchema>
export type Room = v.InferOutput<typeof roomSchema>
export type RoomUpdate = v.InferOutput<typeof roomUpdateSchema>
export type Receipt = v.InferOutput<typeof receiptSchema>

/** The room after a `room_updated`; events may come late, so nothing goes back. */
export function withUpdate(room: Room, update: RoomUpdate): Room {
  if (room.room_id !== update.room_id || update.epoch < room.epoch) return room
  const { epoch, status } = update
  return { ...room, epoch, status, last_seq: Math.max(room.last_seq, update.last_seq) }
}

/** The room after a `receipt_updated`; marks only move forward. */
export function withReceipt(room: Room, receipt: Receipt): Room {
  const members = room.members.map((member) =>
    member.user_id === receipt.user_id
      ? {
          ...member,
          last_read_seq: Math.max(member.last_read_seq, receipt.last_read_seq),
          last_delivered_seq: Math.max(member.last_delivered_seq, receipt.last_delivered_seq),
        }
      : member,
  )
  return { ...room, members }
}

/** Who looks after rooms: joins, adds, removes, mutes, closes. */
export const isStaffPart = (role: Member['role'] | null): boolean =>
  role === 'staff' || role === 'support' || role === 'admin'

/** Whether a time that ends something is still to come. */
export const isAhead = (at: string | null, now: number): boolean => at !== null && Date.parse(at) > now

export type ReceiptState = { state: 'sent' | 'delivered' | 'read'; names: string[] }

/** How far a message of `me` has come: read or delivered as soon as one other member has it, and who that is. */
export function receiptOf(seq: number, members: readonly Member[], me: string): ReceiptState {
  const others = members.filter((member) => member.user_id !== me)
  const readers = others.filter((member) => member.last_read_seq >= seq)
  if (readers.length > 0) return { state: 'read', names: readers.map(({ name }) => name) }
  const holders = others.filter((member) => member.last_delivered_seq >= seq)
  if (holders.length > 0) return { state: 'delivered', names: holders.map(({ name }) => name) }
  return { state: 'sent', names: [] }
}

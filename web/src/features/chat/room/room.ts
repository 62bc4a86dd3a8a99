import * as v from 'valibot'

const memberSchema = v.object({
  user_id: v.string(),
  name: v.string(),
  role: v.picklist(['customer', 'partner', 'pharmacy', 'staff', 'admin', 'support']),
  last_read_seq: v.number(),
  last_delivered_seq: v.number(),
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

export type Member = v.InferOutput<typeof memberSchema>
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

import type { Member } from '../room/room.ts'
import { readingWords } from './words.ts'

export type Receipts = { read: Member[]; delivered: Member[]; waiting: Member[] }

/** Who of the others has read a message, who only has it, and who neither; each person once. */
export function receiptsOf(seq: number, members: readonly Member[], me: string): Receipts {
  const receipts: Receipts = { read: [], delivered: [], waiting: [] }
  for (const member of members) {
    if (member.user_id === me) continue
    if (member.last_read_seq >= seq) receipts.read.push(member)
    else if (member.last_delivered_seq >= seq) receipts.delivered.push(member)
    else receipts.waiting.push(member)
  }
  return receipts
}

/** How far a message has come, in one line; among several people with how many it reached. */
export function receiptText({ read, delivered, waiting }: Receipts): string {
  const words = readingWords.now()
  const all = read.length + delivered.length + waiting.length
  const held = read.length + delivered.length
  if (all <= 1) return read.length > 0 ? words.read : held > 0 ? words.delivered : words.sent
  if (read.length > 0) return read.length === all ? words.readByAll : words.readBySome(read.length, all)
  if (held > 0) return held === all ? words.deliveredToAll : words.deliveredToSome(held, all)
  return words.sent
}

import type { MessageLog } from '../log/message-log.ts'
import { type OutboxItem, troubledAttempts } from '../outbox/outbox-queue.ts'
import type { Member } from '../room/room.ts'
import { type Receipts, receiptsOf, receiptText } from './receipts.ts'
import { readingWords } from './words.ts'

/** `sign` is what the ticks beside the words show. */
export type OwnState = {
  text: string
  detail: string | undefined
  sign: 'waiting' | 'sent' | 'delivered' | 'read'
}

/** How far the newest own words came; `detail` names who has them. Null when there are none, or each says for itself. */
export function ownStateOf(
  log: MessageLog,
  items: readonly OutboxItem[],
  members: readonly Member[],
  me: string,
  isOnline: boolean,
): OwnState | null {
  const words = readingWords.now()
  const newest = items.at(-1)
  const isPending = newest && !log.shown.some((message) => message.client_id === newest.client_id)
  if (isPending) {
    if (newest.refusal || newest.attempts >= troubledAttempts) return null
    const waiting = { detail: undefined, sign: 'waiting' as const }
    if (items.some((item) => item.refusal)) return { text: words.waitingForOther, ...waiting }
    return { text: isOnline ? words.sending : words.waitingForNetwork, ...waiting }
  }
  const own = log.shown.findLast((message) => message.sender_id === me)
  if (!own) return null
  const receipts = receiptsOf(own.seq, members, me)
  const names = receipts.read.map(({ name }) => name)
  const detail = names.length > 0 ? words.readBy(names) : undefined
  return { text: receiptText(receipts), detail, sign: signOf(receipts) }
}

/** Read when anybody has read it: the words beside it say how many. */
function signOf({ read, delivered }: Receipts): OwnState['sign'] {
  return read.length > 0 ? 'read' : delivered.length > 0 ? 'delivered' : 'sent'
}

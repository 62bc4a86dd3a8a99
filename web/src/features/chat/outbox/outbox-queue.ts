import type { Failure } from '../../../lib/failure.ts'
import type { MessageContent } from '../log/message.ts'

/** A message that its author's browser holds until the server has it. Kept on the device, so times are epoch ms. */
export type OutboxItem = MessageContent & {
  client_id: string
  room_id: string
  user_id: string
  created_at: number
  /** Tries that did not reach an answer. */
  attempts: number
  /** Why the server refused it for good; until the person retries or deletes it, the room's later items wait. */
  refusal: { code: string; message: string } | null
}

export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'later' }

/** From here on the person is told that sending is not going well. */
export const troubledAttempts = 3

/** The oldest item whose room is not held up: order within a room never changes. */
export function nextToSend(
  items: readonly OutboxItem[],
  heldRooms: ReadonlySet<string>,
): OutboxItem | undefined {
  const held = new Set(heldRooms)
  for (const item of items) {
    if (item.refusal) held.add(item.room_id)
    if (!held.has(item.room_id)) return item
  }
  return undefined
}

export function without(items: readonly OutboxItem[], clientId: string): OutboxItem[] {
  return items.filter((item) => item.client_id !== clientId)
}

export function changed(
  items: readonly OutboxItem[],
  clientId: string,
  change: Partial<OutboxItem>,
): OutboxItem[] {
  return items.map((item) => (item.client_id === clientId ? { ...item, ...change } : item))
}

/** What to do about a send that failed: refusals are answers; a lost network, a busy or broken server heal. */
export function outcomeOf(failure: Failure): SendOutcome {
  const { status, code, message } = failure
  const heals = status < 400 || status === 401 || status === 408 || status === 429 || status >= 500
  return heals ? { kind: 'later' } : { kind: 'refused', code, message }
}

/** 1, 2, 4 … 60 s, and up to half more so that many browsers do not come back together. */
export function retryDelayMs(attempts: number, random = Math.random()): number {
  return Math.min(60_000, 1000 * 2 ** Math.max(0, attempts - 1)) * (1 + random / 2)
}

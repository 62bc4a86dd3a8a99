import { emptyContent, type MessageContent } from '../log/message.ts'

/** A file that goes up before its message: its bytes stand in the store under `key`, `file_id` is set once the server has it. */
export type OutboxFile = {
  key: string
  name: string
  mime: string
  bytes: number
  file_id: string | null
  /** Of a picture, in pixels. */
  width?: number
  height?: number
}

/** A message that its author's browser holds until the server has it. Kept on the device, so times are epoch ms. */
export type OutboxItem = MessageContent & {
  client_id: string
  room_id: string
  user_id: string
  created_at: number
  /** Files that are not up yet, in the order they stand in the message after those of `files`. */
  uploads: readonly OutboxFile[]
  /** Tries that did not reach an answer. */
  attempts: number
  /** Why the server refused it for good; until the person retries or deletes it, the room's later items wait. */
  refusal: { code: string; message: string } | null
  /** The device had no room for it: it lives as long as this page. */
  is_page_only: boolean
}

export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; code: string; message: string }
  /** `waitMs`: how long the server asked to wait. */
  | { kind: 'later'; waitMs?: number }

export type UploadOutcome = { kind: 'uploaded'; file_id: string } | Exclude<SendOutcome, { kind: 'sent' }>

/** From here on the person is told that sending is not going well. */
export const troubledAttempts = 3

/** What an earlier version of the app kept may lack what messages have learned since. */
export function whole(
  item: Pick<OutboxItem, 'client_id' | 'room_id' | 'user_id' | 'created_at' | 'attempts' | 'refusal'> &
    Partial<OutboxItem>,
): OutboxItem {
  return { ...emptyContent, uploads: [], is_page_only: false, ...item }
}

/** The rooms in which something waits, each once. */
export function roomsOf(items: readonly OutboxItem[]): string[] {
  return [...new Set(items.map((item) => item.room_id))]
}

/** The oldest item of a room, which the later ones wait for: order within a room never changes. */
export function nextOf(items: readonly OutboxItem[], roomId: string): OutboxItem | undefined {
  return items.find((item) => item.room_id === roomId)
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

/** The items after one of the files of one message went up. */
export function uploaded(
  items: readonly OutboxItem[],
  clientId: string,
  key: string,
  file_id: string,
): OutboxItem[] {
  return items.map((item) => {
    if (item.client_id !== clientId) return item
    return { ...item, uploads: item.uploads.map((one) => (one.key === key ? { ...one, file_id } : one)) }
  })
}

/** A file was up so long before its message that the server forgot it. Its bytes are still here; a second time it is an answer. */
export function isForgotten(item: OutboxItem, code: string): boolean {
  return code === 'file_not_there' && item.uploads.some(({ file_id }) => file_id !== null)
}

/** The items as if no file of one message had gone up. */
export function notUp(items: readonly OutboxItem[], clientId: string): OutboxItem[] {
  return items.map((item) => {
    if (item.client_id !== clientId) return item
    return { ...item, uploads: item.uploads.map((one) => ({ ...one, file_id: null })) }
  })
}

/** Of a Failure what decides; the service worker has none. */
type Refused = { status: number; code: string; message: string; waitMs: number }

/** What to do about a send that failed: refusals are answers; a lost network, a busy or broken server heal. */
export function outcomeOf(failure: Refused): Exclude<SendOutcome, { kind: 'sent' }> {
  const { status, code, message, waitMs } = failure
  const heals = status < 400 || status === 401 || status === 408 || status === 429 || status >= 500
  return heals ? { kind: 'later', waitMs } : { kind: 'refused', code, message }
}

/**
 * 1, 2, 4 … 60 s, and up to half more so that many browsers do not come back together. Never sooner than the server asked
 * for: a try before its time is refused.
 */
export function retryDelayMs(attempts: number, random = Math.random(), askedMs = 0): number {
  return Math.max(askedMs, Math.min(60_000, 1000 * 2 ** Math.max(0, attempts - 1))) * (1 + random / 2)
}

import type { ReactNode } from 'react'
import type { Message } from '../log/message.ts'
import { lastSeq, type MessageLog } from '../log/message-log.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'

/** One bubble: a message of the room (`seq`), or one still in the outbox (`item`). Times are epoch ms. */
export type Bubble = {
  key: string
  text: string
  at: number
  seq: number | null
  type: Message['type']
  isEdited: boolean
  isDeleted: boolean
  /** As the server stored it; null while it waits in the outbox. */
  message: Message | null
  item: OutboxItem | null
}

export type Line =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'aside'; key: string; at: number; content: ReactNode }
  | { kind: 'system'; key: string; at: number; message: Message }
  | { kind: 'group'; key: string; at: number; senderId: string; isOwn: boolean; bubbles: Bubble[] }

/** `day` as toDateString says it. What a person said has a bubble, what the system says its message. */
type Entry = { at: number; day: string } & ({ senderId: string; bubble: Bubble } | { message: Message })

/**
 * The room as it is read: dividers for days and for what is new, what the system says, and bubbles
 * grouped by sender and minute. `unreadAfter` is the last seq read when the room was opened.
 */
export function linesOf(
  log: MessageLog,
  items: readonly OutboxItem[],
  me: string,
  unreadAfter: number | null,
): Line[] {
  const lines: Line[] = []
  let day = ''
  let isDivided = unreadAfter === null
  for (const entry of entriesOf(log, items, me)) {
    const { at } = entry
    if (entry.day !== day) {
      day = entry.day
      lines.push({ kind: 'day', key: `day ${day}`, at })
    }
    if (!('bubble' in entry)) {
      lines.push({ kind: 'system', key: entry.message.id, at, message: entry.message })
      continue
    }
    const { bubble, senderId } = entry
    if (!isDivided && senderId !== me && (bubble.seq ?? 0) > (unreadAfter ?? 0)) {
      isDivided = true
      lines.push({ kind: 'unread', key: 'unread' })
    }
    const last = lines.at(-1)
    if (last?.kind === 'group' && last.senderId === senderId && minuteOf(last.at) === minuteOf(at)) {
      last.bubbles.push(bubble)
    } else {
      const key = `group ${bubble.key}`
      lines.push({ kind: 'group', key, at, senderId, isOwn: senderId === me, bubbles: [bubble] })
    }
  }
  return lines
}

/** How many messages of others came after `seq`. */
export function newerThan(log: MessageLog, seq: number, me: string): number {
  let count = 0
  for (let at = log.shown.length - 1; at >= 0; at--) {
    const message = log.shown[at]
    if (!message || message.seq <= seq) break
    if (message.sender_id && message.sender_id !== me && !message.thread_root) count++
  }
  return count
}

function minuteOf(at: number): number {
  return Math.floor(at / 60_000)
}

function entriesOf(log: MessageLog, items: readonly OutboxItem[], me: string): Entry[] {
  const last = lastSeq(log)
  // own words that the server took while a message before them is still missing: never let them blink away
  const ahead = [...log.aside.values()]
    .filter((message) => log.isOpen && !log.isDetached && message.seq > last && message.sender_id === me)
    .sort((a, b) => a.seq - b.seq)
  const known = ahead.length > 0 ? [...log.shown, ...ahead] : log.shown
  // what was said in a thread stands there
  const entries = known.filter((message) => !message.thread_root).map(entryOf)
  // what waits to be sent stands below the newest message, which is not here while one reads in the middle
  if (items.length === 0 || log.isDetached) return entries
  const arrived = new Set(known.map((message) => message.client_id))
  let latest = entries.length > 0 ? Date.parse(known.at(-1)?.created_at ?? '') : 0
  for (const item of items) {
    if (item.thread_root || arrived.has(item.client_id)) continue
    // a device whose clock is behind would put a divider for yesterday below today
    latest = Math.max(latest, item.created_at)
    entries.push({ ...timeOf(latest), senderId: me, bubble: bubbleOfItem(item, latest) })
  }
  return entries
}

const timeOf = (at: number) => ({ at, day: new Date(at).toDateString() })

/** A message never changes, only another takes its place: in a long room all but the newest are known from the last time. */
const entryOfMessage = new WeakMap<Message, Entry>()

function entryOf(message: Message): Entry {
  const held = entryOfMessage.get(message)
  if (held) return held
  const entry = newEntry(message)
  entryOfMessage.set(message, entry)
  return entry
}

function newEntry(message: Message): Entry {
  const time = timeOf(Date.parse(message.created_at))
  const { sender_id, type } = message
  if (!sender_id || type === 'system' || type === 'order_update') return { ...time, message }
  const bubble = {
    key: message.client_id ?? message.id,
    text: message.body,
    at: time.at,
    seq: message.seq,
    type,
    isEdited: message.edited_at !== null,
    isDeleted: message.deleted_at !== null,
    message,
    item: null,
  }
  return { ...time, senderId: sender_id, bubble }
}

function bubbleOfItem(item: OutboxItem, at: number): Bubble {
  const { client_id, body, type } = item
  const waiting = { seq: null, isEdited: false, isDeleted: false, message: null }
  return { key: client_id, text: body, at, type, item, ...waiting }
}

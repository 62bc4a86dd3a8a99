import { type Line, linesOf } from '../list/message-lines.ts'
import type { Message } from '../log/message.ts'
import { emptyLog } from '../log/message-log.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'

/** Two lists of a thread as one, each message once and as it was changed last, oldest first. */
export function mergeThread(pages: readonly Message[], heard: Iterable<Message>, rootId: string): Message[] {
  const bySeq = new Map<number, Message>()
  for (const message of [...pages, ...heard]) {
    if (message.thread_root !== rootId) continue
    const held = bySeq.get(message.seq)
    if (!held || held.rev < message.rev) bySeq.set(message.seq, message)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** The lines of the replies below those of the root: a day that stands above it already is not said again. */
export function belowRoot(lines: Line[], rootLines: readonly Line[]): Line[] {
  const [first] = lines
  const day = rootLines.find(({ kind }) => kind === 'day')
  return first?.kind === 'day' && first.key === day?.key ? lines.slice(1) : lines
}

/** A thread as it is read: the same lines as the room has, of its replies alone. */
export function threadLines(replies: readonly Message[], items: readonly OutboxItem[], me: string): Line[] {
  // the room's own list leaves out what has a thread_root, so here they stand without one
  const shown = replies.map((message) => ({ ...message, thread_root: null }))
  const waiting = items.map((item) => ({ ...item, thread_root: null }))
  return linesOf({ ...emptyLog, isOpen: true, shown }, waiting, me, null)
}

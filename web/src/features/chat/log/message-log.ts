import type { Message } from './message.ts'

/**
 * What this browser knows of one room. `shown` is a dense run (neighbours' `seq` differ by one);
 * messages that do not touch it wait in `aside`. Every change up to `syncedRev` is known;
 * `revsAhead` are later ones that arrived before their turn.
 */
export type MessageLog = {
  isOpen: boolean
  shown: readonly Message[]
  aside: ReadonlyMap<number, Message>
  syncedRev: number
  revsAhead: ReadonlySet<number>
}

export type LogAction =
  /** The newest messages, any order. */
  | { type: 'opened'; page: readonly Message[] }
  /** Messages with `seq < before`, the nearest ones. */
  | { type: 'older'; before: number; page: readonly Message[] }
  /** Messages with `rev > after`, the lowest revs first. */
  | { type: 'changes'; after: number; page: readonly Message[] }
  /** One message from Realtime or as the answer to an own send. */
  | { type: 'heard'; message: Message }

export const emptyLog: MessageLog = {
  isOpen: false,
  shown: [],
  aside: new Map(),
  syncedRev: 0,
  revsAhead: new Set(),
}

export function reduceLog(log: MessageLog, action: LogAction): MessageLog {
  switch (action.type) {
    case 'opened':
      return opened(log, action.page)
    case 'older':
      // The answer to a question about another run would leave copies here that nobody keeps fresh.
      return action.before === oldestSeq(log) ? older(filed(log, action.page)) : log
    case 'changes': {
      const next = newer(filed(log, action.page.filter(isNews(log))))
      // A page that starts beyond what is known would hide the changes between.
      return action.after > log.syncedRev ? next : synced(next, highestRev(action.page))
    }
    case 'heard': {
      const next = newer(filed(log, [action.message].filter(isNews(log))))
      return synced({ ...next, revsAhead: new Set(next.revsAhead).add(action.message.rev) }, 0)
    }
  }
}

/** True when something is known to be missing: a change whose predecessors have not come. */
export function isBehind(log: MessageLog): boolean {
  return log.isOpen && log.revsAhead.size > 0
}

/** True while messages before the oldest shown one exist. */
export function hasOlder(log: MessageLog): boolean {
  return (oldestSeq(log) ?? 1) > 1
}

export function lastSeq(log: MessageLog): number {
  return log.shown.at(-1)?.seq ?? 0
}

export function oldestSeq(log: MessageLog): number | undefined {
  return log.shown[0]?.seq
}

function opened(log: MessageLog, page: readonly Message[]): MessageLog {
  const lowest = Math.min(...page.map(({ seq }) => seq))
  if (log.isOpen && (page.length === 0 || lowest <= lastSeq(log) + 1))
    return newer(filed(log, page.filter(isNews(log))))

  // Nothing shown yet, or too far ahead of it: begin anew, and forget copies that may have changed since.
  const rev = Math.max(log.syncedRev, highestRev(page))
  const fresh = new Map([...log.aside].filter(([seq, message]) => seq >= lowest || message.rev > rev))
  const taken = filed({ ...log, shown: [], aside: fresh }, page)
  const first = taken.aside.get(lowest)
  const aside = new Map(taken.aside)
  aside.delete(lowest)
  return synced(newer({ ...taken, aside, isOpen: true, shown: first ? [first] : [] }), rev)
}

/** Older copies of messages outside the run say nothing: they are fetched when scrolled to. */
function isNews(log: MessageLog): (message: Message) => boolean {
  const oldest = oldestSeq(log) ?? 0
  return (message) => !log.isOpen || message.seq >= oldest || message.rev > log.syncedRev
}

/** Files each message in its place, keeping the higher `rev` of two copies. */
function filed(log: MessageLog, incoming: readonly Message[]): MessageLog {
  if (incoming.length === 0) return log
  const shown = [...log.shown]
  const aside = new Map(log.aside)
  for (const message of incoming) {
    const place = message.seq - (shown[0]?.seq ?? 0)
    const held = shown[place] ?? aside.get(message.seq)
    if (held && held.rev >= message.rev) continue
    if (shown[place]) shown[place] = message
    else aside.set(message.seq, message)
  }
  return { ...log, shown, aside }
}

/** Moves what now follows the newest shown message into the run. */
function newer(log: MessageLog): MessageLog {
  let next = lastSeq(log) + 1
  if (!log.isOpen || !log.aside.has(next)) return log
  const shown = [...log.shown]
  const aside = new Map(log.aside)
  for (let message = aside.get(next); message; message = aside.get(++next)) {
    shown.push(message)
    aside.delete(next)
  }
  return { ...log, shown, aside }
}

/** Moves what now precedes the oldest shown message into the run. */
function older(log: MessageLog): MessageLog {
  const before: Message[] = []
  const aside = new Map(log.aside)
  let seq = (oldestSeq(log) ?? 1) - 1
  for (let message = aside.get(seq); message; message = aside.get(--seq)) {
    before.push(message)
    aside.delete(seq)
  }
  return { ...log, shown: [...before.reverse(), ...log.shown], aside }
}

function synced(log: MessageLog, rev: number): MessageLog {
  let syncedRev = Math.max(log.syncedRev, rev)
  if (log.isOpen) while (log.revsAhead.has(syncedRev + 1)) syncedRev++
  const revsAhead = new Set([...log.revsAhead].filter((later) => later > syncedRev))
  return { ...log, syncedRev, revsAhead }
}

function highestRev(page: readonly Message[]): number {
  return page.reduce((high, { rev }) => Math.max(high, rev), 0)
}

import type { Message } from './message.ts'

/**
 * What this browser knows of one room. `shown` is a dense run (neighbours' `seq` differ by one);
 * messages that do not touch it wait in `aside`. Every change up to `syncedRev` is known;
 * `revsAhead` are later ones that arrived before their turn.
 */
export type MessageLog = {
  isOpen: boolean
  /** The run stands in the middle of the room: between its end and the newest messages lies what is not loaded. */
  isDetached: boolean
  /** Which run this is: it grows each time one is begun anew, so that late answers about a former one are known. */
  run: number
  shown: readonly Message[]
  aside: ReadonlyMap<number, Message>
  syncedRev: number
  revsAhead: ReadonlySet<number>
}

export type LogAction =
  /** The newest messages, any order. */
  | { type: 'opened'; page: readonly Message[] }
  /** Messages with `seq < before`, the nearest ones. */
  | { type: 'older'; run: number; before: number; page: readonly Message[] }
  /** Messages with `seq > after`, the nearest ones; `isLast` when there are no more. */
  | { type: 'newer'; run: number; after: number; page: readonly Message[]; isLast: boolean }
  /** A run in the middle, asked for when the room's `last_rev` was `rev`; `isLast` when it reaches the newest. */
  | { type: 'around'; rev: number; page: readonly Message[]; isLast: boolean }
  /** Messages with `rev > after`, the lowest revs first. */
  | { type: 'changes'; after: number; page: readonly Message[] }
  /** One message from Realtime or as the answer to an own send. */
  | { type: 'heard'; message: Message }

export const emptyLog: MessageLog = {
  isOpen: false,
  isDetached: false,
  run: 0,
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
      return action.run === log.run && action.before === oldestSeq(log) ? older(filed(log, action.page)) : log
    case 'newer': {
      if (action.run !== log.run || action.after !== lastSeq(log)) return log
      const next = newer(filed(log, action.page))
      return action.isLast ? { ...next, isDetached: false } : next
    }
    case 'around':
      return around(log, action.rev, action.page, action.isLast)
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

/** True while messages after the newest shown one are known to exist and not loaded. */
export function hasNewer(log: MessageLog): boolean {
  return log.isDetached
}

export function lastSeq(log: MessageLog): number {
  return log.shown.at(-1)?.seq ?? 0
}

export function oldestSeq(log: MessageLog): number | undefined {
  return log.shown[0]?.seq
}

function opened(log: MessageLog, page: readonly Message[]): MessageLog {
  // from the middle back to the end: nothing was held of what lies between, so it is a run like any other
  if (log.isDetached) return around(log, highestRev(page), page, true)
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
  return synced(
    newer({
      ...taken,
      aside,
      isOpen: true,
      isDetached: false,
      run: log.run + 1,
      shown: first ? [first] : [],
    }),
    rev,
  )
}

/**
 * Begins anew from a page in the middle, as the room was at `rev`, and goes back to there: a later change of one of
 * these messages may have come and gone while they were not held, so a catch-up has to follow.
 */
function around(log: MessageLog, rev: number, page: readonly Message[], isLast: boolean): MessageLog {
  if (page.length === 0) return log
  const lowest = Math.min(...page.map(({ seq }) => seq))
  const later = [...log.shown, ...log.aside.values()].filter((message) => message.rev > rev)
  const kept = new Map(later.map((message) => [message.seq, message]))
  const taken = filed({ ...log, shown: [], aside: kept }, page)
  const first = taken.aside.get(lowest)
  const aside = new Map(taken.aside)
  aside.delete(lowest)
  const shown = first ? [first] : []
  const begun = { ...taken, aside, shown, isOpen: true, isDetached: !isLast, run: log.run + 1 }
  const revsAhead = new Set(later.map((message) => message.rev))
  return synced(newer({ ...begun, syncedRev: rev, revsAhead }), rev)
}

/** Older copies of messages outside the run say nothing: they are fetched when scrolled to. */
function isNews(log: MessageLog): (message: Message) => boolean {
  const oldest = oldestSeq(log) ?? 0
  const last = log.isDetached ? lastSeq(log) : Number.POSITIVE_INFINITY
  return ({ seq, rev }) => !log.isOpen || (seq >= oldest && seq <= last) || rev > log.syncedRev
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

import { type Entry, type Kept, type Kind, recipients, type Sms, type Stored } from './entry.ts'
import { type Journal, openJournal } from './journal.ts'

export type LogEvent =
  | { type: 'entry'; entry: Entry }
  | { type: 'changed'; id: number; changed: object }
  | { type: 'cleared' }

export type Query = { since?: number; kind?: Kind; to?: string; limit?: number; last?: number }

/** Everything the sandbox was sent, newest last. The file keeps all of it; memory keeps the newest within the bounds. */
export type Log = {
  add<T extends Kept>(kept: T): Stored<T>
  /** Merges `changed` into an entry and writes it down; an entry no longer in memory is left alone. */
  change<T extends Kept>(entry: Stored<T>, changed: NoInfer<Partial<T>>): void
  /** Entries with `id > since`, oldest first; `limit` takes from the start, `last` from the end. */
  query(query: Query): Entry[]
  sms(sid: string): Stored<Sms> | undefined
  get(id: number): Entry | undefined
  subscribe(listener: (event: LogEvent) => void): () => void
  clear(): void
  close(): void
}

/** 50,000 entries or 64 MB of JSON, whichever comes first: a day of load tests, and no more than a browser tab. */
export const logBounds = { entries: 50_000, bytes: 64 * 1024 * 1024 }

type Line = { entry: Entry } | { change: { id: number; changed: object } } | { next_id: number }

export async function openLog(path: string, log: (line: string) => void, bounds = logBounds): Promise<Log> {
  const entries = new Map<number, { entry: Entry; bytes: number }>()
  const sids = new Map<string, number>()
  const listeners = new Set<(event: LogEvent) => void>()
  let nextId = 1
  let bytes = 0

  const remember = (entry: Entry, size: number) => {
    entries.set(entry.id, { entry, bytes: size })
    if (entry.kind === 'sms') sids.set(entry.sid, entry.id)
    nextId = entry.id + 1
    bytes += size
    for (const [id, oldest] of entries) {
      if (entries.size <= bounds.entries && bytes <= bounds.bytes) break
      entries.delete(id)
      if (oldest.entry.kind === 'sms') sids.delete(oldest.entry.sid)
      bytes -= oldest.bytes
    }
  }
  const tell = (event: LogEvent) => {
    for (const listener of listeners) listener(event)
  }
  const read = (record: unknown, size: number) => {
    const line = record as Line // our own writing, read back
    if ('entry' in line) remember(line.entry, size)
    else if ('change' in line) Object.assign(entries.get(line.change.id)?.entry ?? {}, line.change.changed)
    else nextId = line.next_id
  }
  const journal: Journal = await openJournal(path, read, () =>
    log(`sandbox: skipped a broken line in ${path}`),
  )
  const write = (line: Line) => journal.append(line)
  const sms = (sid: string) => {
    const entry = entries.get(sids.get(sid) ?? 0)?.entry
    return entry?.kind === 'sms' ? entry : undefined
  }

  return {
    add(kept) {
      const entry = { id: nextId, at: new Date().toISOString(), ...kept }
      remember(entry, write({ entry }))
      tell({ type: 'entry', entry })
      return entry
    },
    change(entry, changed) {
      Object.assign(entry, changed)
      if (!entries.has(entry.id)) return
      write({ change: { id: entry.id, changed } })
      tell({ type: 'changed', id: entry.id, changed })
    },
    query({ since = 0, kind, to, limit, last }) {
      const found: Entry[] = []
      for (const { entry } of entries.values()) {
        if (entry.id <= since || (kind && entry.kind !== kind)) continue
        if (to && !recipients(entry).includes(to)) continue
        found.push(entry)
        if (limit && found.length === limit) break
      }
      return last ? found.slice(-last) : found
    },
    sms,
    get: (id) => entries.get(id)?.entry,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear() {
      journal.truncate()
      write({ next_id: nextId })
      entries.clear()
      sids.clear()
      bytes = 0
      tell({ type: 'cleared' })
    },
    close: () => journal.close(),
  }
}

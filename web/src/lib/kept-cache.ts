import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { clear, createStore, delMany, entries, setMany, type UseStore } from 'idb-keyval'

/** What of a query's data is kept on the device; undefined for nothing. */
export type Keep = (key: QueryKey, data: unknown) => unknown

type Kept = { shape: number; key: QueryKey; data: unknown; updatedAt: number; keptAt: number }

/** Raised when what is kept would mislead a newer build. */
const shape = 1
const most = 80
const oldestMs = 14 * 24 * 60 * 60_000
const writeAfterMs = 1000
/** A browser whose storage hangs must not keep the page from showing. */
const patienceMs = 3000

let opened: UseStore | undefined
const store = () => {
  opened ??= createStore('orderline-kept', 'queries')
  return opened
}

/** Forgets everything that was kept on this device, of whomever. */
export async function forgetKept(): Promise<void> {
  await clear(store()).catch(() => undefined)
}

const idOf = (person: string, hash: string) => `${person} ${hash}`

async function read(person: string, now: number): Promise<Kept[]> {
  const all = await entries<string, Kept>(store())
  const mine = (id: string, { shape: has, keptAt }: Kept) =>
    id.startsWith(`${person} `) && has === shape && now - keptAt < oldestMs
  const good = all
    .filter(([id, kept]) => mine(id, kept))
    .sort(([, a], [, b]) => b.keptAt - a.keptAt)
    .slice(0, most)
  const ids = new Set(good.map(([id]) => id))
  // another person's, too old, too many, or of another build
  const gone = all.map(([id]) => id).filter((id) => !ids.has(id))
  if (gone.length > 0) void delMany(gone, store()).catch(() => undefined)
  return good.map(([, kept]) => kept)
}

/**
 * Puts what the device kept for a person into the cache, as old as it is, to be fetched anew where it is looked at: however young
 * it is, nobody heard what changed while no page was open. Never fails: without storage there is nothing.
 */
export async function restoreKept(queryClient: QueryClient, person: string): Promise<void> {
  const found = read(person, Date.now()).catch(() => [])
  const patience = new Promise<[]>((resolve) => setTimeout(resolve, patienceMs, []))
  for (const { key, data, updatedAt } of await Promise.race([found, patience])) {
    const state = queryClient.getQueryState(key)
    if (state?.dataUpdatedAt) continue
    queryClient.setQueryData(key, data, { updatedAt })
    queryClient.getQueryCache().find({ queryKey: key })?.invalidate()
  }
}

/** Writes what `keep` wants of the cache to the device: what is there, and from now on what changes, a moment later. Returns its ending. */
export function keepCache(queryClient: QueryClient, person: string, keep: Keep): () => void {
  const changed = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const cache = queryClient.getQueryCache()

  function write() {
    clearTimeout(timer)
    timer = undefined
    const keptAt = Date.now()
    const rows: [string, Kept][] = []
    for (const [hash, key] of changed) {
      const state = cache.get(hash)?.state
      const data = state?.data === undefined ? undefined : keep(key, state.data)
      if (state && data !== undefined)
        rows.push([idOf(person, hash), { shape, key, data, updatedAt: state.dataUpdatedAt, keptAt }])
    }
    changed.clear()
    // a full device keeps less; the next change tries again
    if (rows.length > 0) void setMany(rows, store()).catch(() => undefined)
  }

  function note({ queryKey, queryHash, state }: Query) {
    if (state.data === undefined || keep(queryKey, state.data) === undefined) return
    changed.set(queryHash, queryKey)
    timer ??= setTimeout(write, writeAfterMs)
  }
  // what was restored keeps the age it has
  for (const query of cache.getAll()) if (query.state.dataUpdatedAt >= performance.timeOrigin) note(query)
  const end = cache.subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') note(event.query)
  })
  // a phone may end a page that is not seen without another word
  const onHidden = () => {
    if (document.visibilityState === 'hidden') write()
  }
  document.addEventListener('visibilitychange', onHidden)
  return () => {
    clearTimeout(timer)
    end()
    document.removeEventListener('visibilitychange', onHidden)
  }
}

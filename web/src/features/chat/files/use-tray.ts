import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useMyId } from '../../../lib/session.tsx'
import { maxFiles } from './message-file.ts'
import { prepareFile } from './prepare.ts'

/** What was chosen and is not sent yet: being prepared, ready, or impossible with the reason. */
export type TrayEntry = { key: string; name: string } & (
  | { state: 'preparing' }
  | { state: 'ready'; file: File }
  | { state: 'impossible'; reason: string }
)
type Content = { entries: readonly TrayEntry[]; isFull: boolean }

const empty: Content = { entries: [], isFull: false }
/** By person and draft, as long as the page lives: turning the phone or looking elsewhere does not lose what was chosen. */
const trays = new Map<string, Content>()
const watchers = new Set<() => void>()

function change(tray: string, how: (before: Content) => Content): void {
  const next = how(trays.get(tray) ?? empty)
  if (next.entries.length === 0 && !next.isFull) trays.delete(tray)
  else trays.set(tray, next)
  for (const watch of watchers) watch()
}

function watchTrays(watch: () => void) {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

function addTo(tray: string, files: readonly File[]): void {
  const { entries } = trays.get(tray) ?? empty
  const room = maxFiles - entries.filter(({ state }) => state !== 'impossible').length
  const taken = files.slice(0, Math.max(0, room)).map((file) => ({ key: crypto.randomUUID(), file }))
  const added = taken.map(({ key, file }) => ({ key, name: file.name, state: 'preparing' as const }))
  change(tray, (before) => ({ entries: [...before.entries, ...added], isFull: files.length > room }))
  const settle = (key: string, entry: TrayEntry) =>
    change(tray, (before) => ({
      ...before,
      entries: before.entries.map((one) => (one.key === key ? entry : one)),
    }))
  void (async () => {
    // one after another: ten photos at once would not fit into a phone
    for (const { key, file } of taken) {
      const { file: ready, reason } = await prepareFile(file)
      if (ready) settle(key, { key, name: ready.name, state: 'ready', file: ready })
      else settle(key, { key, name: file.name, state: 'impossible', reason })
    }
  })()
}

/** The files that go with the next message of a draft. */
export function useTray(draft: string) {
  const tray = `${useMyId()} ${draft}`
  const { entries, isFull } = useSyncExternalStore(watchTrays, () => trays.get(tray) ?? empty)
  const add = useCallback((files: readonly File[]) => files.length > 0 && addTo(tray, files), [tray])
  const remove = useCallback(
    (key: string) =>
      change(tray, ({ entries }) => ({
        entries: entries.filter((entry) => entry.key !== key),
        isFull: false,
      })),
    [tray],
  )
  const clear = useCallback(() => change(tray, () => empty), [tray])
  const files = useMemo(
    () => entries.flatMap((entry) => (entry.state === 'ready' ? [entry.file] : [])),
    [entries],
  )
  const isPreparing = entries.some(({ state }) => state === 'preparing')
  return { entries, files, isPreparing, isFull, add, remove, clear }
}

export type Tray = ReturnType<typeof useTray>

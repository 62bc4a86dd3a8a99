import { useCallback, useMemo, useState } from 'react'
import { maxFiles } from './message-file.ts'
import { prepareFile } from './prepare.ts'

/** What was chosen and is not sent yet: being prepared, ready, or impossible with the reason. */
export type TrayEntry = { key: string; name: string } & (
  | { state: 'preparing' }
  | { state: 'ready'; file: File }
  | { state: 'impossible'; reason: string }
)

/** The files that go with the next message. */
export function useTray() {
  const [entries, setEntries] = useState<readonly TrayEntry[]>([])
  const [isFull, setFull] = useState(false)

  const add = useCallback((files: readonly File[]) => {
    const chosen = files.map((file) => ({ key: crypto.randomUUID(), file }))
    setEntries((before) => {
      const room = maxFiles - before.filter(({ state }) => state !== 'impossible').length
      setFull(chosen.length > room)
      const taken = chosen.slice(0, Math.max(0, room))
      return [
        ...before,
        ...taken.map(({ key, file }) => ({ key, name: file.name, state: 'preparing' as const })),
      ]
    })
    const settle = (key: string, change: (entry: TrayEntry) => TrayEntry) =>
      setEntries((before) => before.map((entry) => (entry.key === key ? change(entry) : entry)))
    void (async () => {
      // one after another: ten photos at once would not fit into a phone
      for (const { key, file } of chosen) {
        const { file: ready, reason } = await prepareFile(file)
        settle(key, ({ name }) =>
          ready
            ? { key, name: ready.name, state: 'ready', file: ready }
            : { key, name, state: 'impossible', reason },
        )
      }
    })()
  }, [])

  const remove = useCallback((key: string) => {
    setFull(false)
    setEntries((before) => before.filter((entry) => entry.key !== key))
  }, [])
  const clear = useCallback(() => {
    setFull(false)
    setEntries([])
  }, [])
  const files = useMemo(
    () => entries.flatMap((entry) => (entry.state === 'ready' ? [entry.file] : [])),
    [entries],
  )
  const isPreparing = entries.some(({ state }) => state === 'preparing')
  return { entries, files, isPreparing, isFull, add, remove, clear }
}

export type Tray = ReturnType<typeof useTray>

import path from 'node:path'
import { watchTree } from './watch.ts'

// an editor writes a file in several steps
const debounceMs = 50

/**
 * Calls `reload` with the folder of a function whose files changed, and with nothing when all are concerned, as with
 * `_shared`. Tests and texts concern nobody. Returns its closing.
 */
export function watchFunctions(
  root: string,
  reload: (name: string | undefined, file: string) => void,
): () => void {
  const timers = new Map<string, NodeJS.Timeout>()
  const close = watchTree(root, (file) => {
    if (!/\.(ts|js|mjs|json)$/.test(file) || file.endsWith('.test.ts')) return
    const folder = file.split(path.sep)[0] ?? ''
    const name = folder.startsWith('_') ? undefined : folder
    clearTimeout(timers.get(folder))
    timers.set(folder, setTimeout(reload, debounceMs, name, file))
  })
  return () => {
    close()
    for (const timer of timers.values()) clearTimeout(timer)
  }
}

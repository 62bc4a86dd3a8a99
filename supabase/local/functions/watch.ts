import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import path from 'node:path'

/**
 * Tells the path, relative to `root`, of every file that changes below it. One watcher per folder instead of a recursive
 * one: Node's recursive watcher on Linux misses files that an editor replaces. Returns its closing.
 */
export function watchTree(root: string, changed: (file: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>()

  function forget(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function add(folder: string): void {
    if (watchers.has(folder)) return
    const watcher = watch(folder, (_event, name) => {
      if (!name) return
      const file = path.join(folder, name)
      if (isFolder(file)) add(file)
      changed(path.relative(root, file))
    })
    watcher.on('error', () => forget(folder))
    watchers.set(folder, watcher)
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory() && entry.name !== 'node_modules') add(path.join(folder, entry.name))
  }

  add(root)
  return () => {
    for (const folder of [...watchers.keys()]) forget(folder)
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
}

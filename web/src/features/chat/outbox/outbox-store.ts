import { createStore, get, update } from 'idb-keyval'
import type { OutboxStore } from './outbox.ts'
import type { OutboxItem } from './outbox-queue.ts'

/** The outbox in IndexedDB: one list per person, in a database of its own. */
export function openOutboxStore(): OutboxStore {
  const database = createStore('orderline-outbox', 'items')
  const memory = new Map<string, OutboxItem[]>()
  let isKept = true

  // some private windows have no IndexedDB: messages are then sent, but do not outlive the page
  async function kept<T>(work: () => Promise<T>, instead: () => T): Promise<T> {
    if (!isKept) return instead()
    try {
      return await work()
    } catch {
      isKept = false
      return instead()
    }
  }

  return {
    read: (userId) =>
      kept(
        async () => (await get<OutboxItem[]>(userId, database)) ?? [],
        () => memory.get(userId) ?? [],
      ),
    update: (userId, change) =>
      kept(
        () => update<OutboxItem[]>(userId, (items) => change(items ?? []), database),
        () => void memory.set(userId, change(memory.get(userId) ?? [])),
      ),
  }
}

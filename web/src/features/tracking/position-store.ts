import { del, get, update } from 'idb-keyval'
import type { QueuedPoint } from './position-queue.ts'

/** Where points wait for the network: per order, kept over a reload. */
export type PositionStore = {
  read(): Promise<QueuedPoint[]>
  change(next: (queue: QueuedPoint[]) => QueuedPoint[]): Promise<void>
  clear(): Promise<void>
}

/** For browsers that refuse IndexedDB, such as some private windows: points then live as long as the page. */
export function memoryStore(): PositionStore {
  let queue: QueuedPoint[] = []
  return {
    read: async () => queue,
    change: async (next) => {
      queue = next(queue)
    },
    clear: async () => {
      queue = []
    },
  }
}

/** In IndexedDB; `update` reads and writes in one transaction, so two tabs cannot lose each other's points. */
export function browserStore(orderId: string): PositionStore {
  const key = `orderline:positions:${orderId}`
  return {
    read: async () => (await get<QueuedPoint[]>(key)) ?? [],
    change: (next) => update<QueuedPoint[]>(key, (queue) => next(queue ?? [])),
    clear: () => del(key),
  }
}

/** IndexedDB when it can be opened, else memory. */
export async function openStore(orderId: string): Promise<PositionStore> {
  const store = browserStore(orderId)
  return store.read().then(
    () => store,
    () => memoryStore(),
  )
}

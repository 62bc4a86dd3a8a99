import type { OutboxStore } from './outbox.ts'
import { answerOf, endOf, makeOutboxDatabase } from './outbox-database.ts'
import { type OutboxItem, whole } from './outbox-queue.ts'

/**
 * The outbox in IndexedDB: one list per person. What cannot be kept (a full device, a private window) is held by this page
 * and sent by it, and the person is told.
 */
export function openOutboxStore(): OutboxStore {
  const database = makeOutboxDatabase()
  const held = new Map<string, OutboxItem[]>()
  const heldFiles = new Map<string, Blob>()
  /** People whose list on the device cannot be changed any more: from then on the page's own list counts. */
  const cutOff = new Set<string>()

  const onDevice = async (userId: string): Promise<OutboxItem[]> => {
    const items = (await database()).transaction('items').objectStore('items')
    return ((await answerOf(items.get(userId))) as OutboxItem[] | undefined)?.map(whole) ?? []
  }

  async function change(
    userId: string,
    how: (items: OutboxItem[]) => OutboxItem[],
    files: ReadonlyMap<string, Blob> = new Map(),
  ): Promise<void> {
    const transaction = (await database()).transaction(['items', 'files'], 'readwrite')
    const end = endOf(transaction)
    const [items, blobs] = [transaction.objectStore('items'), transaction.objectStore('files')]
    // nothing else may be awaited in here: the transaction would end
    const request = items.get(userId)
    request.onsuccess = () => {
      const before = ((request.result as OutboxItem[] | undefined) ?? []).map(whole)
      const after = how(before)
      items.put(after, userId)
      for (const [key, blob] of files) blobs.put(blob, key)
      for (const key of keysGone(before, after)) blobs.delete(key)
    }
    await end
  }

  async function read(userId: string): Promise<OutboxItem[]> {
    const mine = held.get(userId) ?? []
    if (cutOff.has(userId)) return mine
    const kept = await onDevice(userId).catch(() => [])
    if (mine.length === 0) return kept
    return [...kept, ...mine].sort((a, b) => a.created_at - b.created_at)
  }

  return {
    read,
    async add(item, files) {
      try {
        if (cutOff.has(item.user_id)) throw new Error('the list on the device cannot be changed')
        await change(item.user_id, (items) => [...items, item], files)
        return 'kept'
      } catch {
        held.set(item.user_id, [...(held.get(item.user_id) ?? []), { ...item, is_page_only: true }])
        for (const [key, blob] of files) heldFiles.set(key, blob)
        return 'page_only'
      }
    },
    async update(userId, how) {
      const all = await read(userId)
      const mine = held.get(userId) ?? []
      const isOpen = await database().then(
        () => true,
        () => false,
      )
      held.set(userId, how(mine))
      if (isOpen)
        await change(userId, how).catch(() => {
          // a message that was sent and stayed in the list would be sent for ever
          cutOff.add(userId)
          held.set(userId, how(all))
        })
      for (const key of keysGone(mine, held.get(userId) ?? [])) heldFiles.delete(key)
    },
    async file(key) {
      if (heldFiles.has(key)) return heldFiles.get(key)
      const files = (await database()).transaction('files').objectStore('files')
      return (await answerOf(files.get(key))) as Blob | undefined
    },
  }
}

const keysOf = (items: readonly OutboxItem[]) => items.flatMap(({ uploads }) => uploads.map(({ key }) => key))

function keysGone(before: readonly OutboxItem[], after: readonly OutboxItem[]): string[] {
  const left = new Set(keysOf(after))
  return keysOf(before).filter((key) => !left.has(key))
}

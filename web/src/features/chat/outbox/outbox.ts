import type { MessageContent } from '../log/message.ts'
import {
  changed,
  nextToSend,
  type OutboxItem,
  retryDelayMs,
  type SendOutcome,
  without,
} from './outbox-queue.ts'

export type OutboxStore = {
  read(userId: string): Promise<OutboxItem[]>
  /** Replaces the person's items in one step, also between tabs. */
  update(userId: string, change: (items: OutboxItem[]) => OutboxItem[]): Promise<void>
}

type Parts = {
  store: OutboxStore
  /** Who is signed in now; null for nobody. */
  person(): Promise<string | null>
  send(item: OutboxItem): Promise<SendOutcome>
  /** Without a network nothing is tried, and no try is counted. */
  isOnline(): boolean
  /** Runs alone among all tabs of this browser. */
  alone(work: () => Promise<void>): Promise<void>
  /** Told to other tabs after a change; they call `reread`. */
  tell(): void
  later(work: () => void, ms: number): () => void
}

/**
 * Keeps what people write until the server has it: in order per room, once each (the server knows `client_id`),
 * through reloads. Items belong to a person: nobody else's sign-in sends them.
 */
export function makeOutbox({ store, person, send, isOnline, alone, tell, later }: Parts) {
  const watchers = new Set<() => void>()
  let shown: readonly OutboxItem[] = []
  let running: Promise<void> | null = null
  let isAskedAgain = false
  let cancelRetry: () => void = () => undefined

  async function reread(): Promise<void> {
    const userId = await person()
    shown = userId ? await store.read(userId) : []
    for (const watch of watchers) watch()
  }

  async function change(userId: string, how: (items: OutboxItem[]) => OutboxItem[]): Promise<void> {
    await store.update(userId, how)
    await reread()
    tell()
  }

  /** Sends what can be sent now; returns the ms until another try makes sense, or null. */
  async function drain(): Promise<number | null> {
    const heldRooms = new Set<string>()
    let waitMs: number | null = null
    for (;;) {
      if (!isOnline()) return null
      const userId = await person()
      const item = userId && nextToSend(await store.read(userId), heldRooms)
      if (!item) return waitMs
      const { client_id, room_id, attempts } = item
      const outcome = await send(item)
      if (outcome.kind === 'sent') {
        await change(userId, (items) => without(items, client_id))
      } else if (outcome.kind === 'refused') {
        const refusal = { code: outcome.code, message: outcome.message }
        await change(userId, (items) => changed(items, client_id, { refusal }))
      } else {
        heldRooms.add(room_id)
        await change(userId, (items) => changed(items, client_id, { attempts: attempts + 1 }))
        waitMs = Math.min(waitMs ?? Number.POSITIVE_INFINITY, retryDelayMs(attempts + 1))
      }
    }
  }

  async function flush(): Promise<void> {
    isAskedAgain = true
    running ??= (async () => {
      cancelRetry()
      let waitMs: number | null = null
      while (isAskedAgain) {
        isAskedAgain = false
        await alone(async () => {
          waitMs = await drain()
        })
      }
      if (waitMs !== null) cancelRetry = later(() => void flush(), waitMs)
    })().finally(() => {
      running = null
    })
    return running
  }

  return {
    flush,
    reread,
    items: () => shown,
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Resolves when the message is safe on the device, before it is sent. */
    async add(
      item: MessageContent & Pick<OutboxItem, 'client_id' | 'room_id' | 'user_id' | 'created_at'>,
    ): Promise<void> {
      await change(item.user_id, (items) => [...items, { ...item, attempts: 0, refusal: null }])
      void flush()
    },
    async retry(item: OutboxItem): Promise<void> {
      await change(item.user_id, (items) => changed(items, item.client_id, { attempts: 0, refusal: null }))
      void flush()
    },
    async remove(item: OutboxItem): Promise<void> {
      await change(item.user_id, (items) => without(items, item.client_id))
      void flush()
    },
  }
}

export type Outbox = ReturnType<typeof makeOutbox>

import { sizeOf } from '../files/picture-size.ts'
import type { MessageContent } from '../log/message.ts'
import {
  changed,
  isForgotten,
  nextOf,
  notUp,
  type OutboxFile,
  type OutboxItem,
  retryDelayMs,
  roomsOf,
  type SendOutcome,
  type UploadOutcome,
  uploaded,
  without,
} from './outbox-queue.ts'

export type OutboxStore = {
  read(userId: string): Promise<OutboxItem[]>
  /** Puts a message behind the others, with the bytes of its files, all or nothing. Says whether the device could keep it. */
  add(item: OutboxItem, files: ReadonlyMap<string, Blob>): Promise<'kept' | 'page_only'>
  /** Replaces the person's items in one step, also between tabs. Bytes of items that are gone go with them. */
  update(userId: string, change: (items: OutboxItem[]) => OutboxItem[]): Promise<void>
  /** The bytes of a file that waits; undefined when the device has lost them. */
  file(key: string): Promise<Blob | undefined>
}

export type UploadWays = { signal: AbortSignal; onProgress: (part: number) => void }

export type OutboxParts = {
  store: OutboxStore
  /** Who is signed in now; null for nobody. */
  person(): Promise<string | null>
  /** `item.files` are all its files, those that have just gone up included. */
  send(item: OutboxItem): Promise<SendOutcome>
  upload(item: OutboxItem, file: OutboxFile, bytes: Blob, ways: UploadWays): Promise<UploadOutcome>
  /** Without a network nothing is tried, and no try is counted. */
  isOnline(): boolean
  /** Runs alone among all tabs of this browser, as far as this room goes. */
  alone(roomId: string, work: () => Promise<void>): Promise<void>
  /** Told to other tabs after a change; they call `reread`. */
  tell(): void
  later(work: () => void, ms: number): () => void
}

type NewItem = MessageContent & Pick<OutboxItem, 'client_id' | 'room_id' | 'user_id' | 'created_at'>
type Drain = { promise: Promise<void>; isAskedAgain: boolean }

/**
 * Keeps what people write until the server has it: in order per room, once each (the server knows `client_id`),
 * through reloads. A message whose files are still going up holds back what was written after it in its room, and no
 * other room. Items belong to a person: nobody else's sign-in sends them.
 */
export function makeOutbox({ store, person, send, upload, isOnline, alone, tell, later }: OutboxParts) {
  const watchers = new Set<() => void>()
  const drains = new Map<string, Drain>()
  const retries = new Map<string, () => void>()
  const uploading = new Map<string, AbortController>()
  let shown: readonly OutboxItem[] = []
  let restUntil = 0
  let progress: ReadonlyMap<string, number> = new Map()

  const say = () => {
    for (const watch of watchers) watch()
  }

  async function reread(): Promise<void> {
    const userId = await person()
    shown = userId ? await store.read(userId) : []
    const there = new Set(shown.map((item) => item.client_id))
    // deleted, perhaps in another tab, or its author has signed out
    for (const [clientId, controller] of uploading) if (!there.has(clientId)) controller.abort()
    say()
  }

  async function change(userId: string, how: (items: OutboxItem[]) => OutboxItem[]): Promise<void> {
    await store.update(userId, how)
    await reread()
    tell()
  }

  function showProgress(key: string, part: number | null): void {
    const percent = part === null ? null : Math.floor(part * 100)
    if (percent === (progress.get(key) ?? null)) return
    const next = new Map(progress)
    if (percent === null) next.delete(key)
    else next.set(key, percent)
    progress = next
    say()
  }

  /** Its files first, one after another, then the message. */
  async function deliver(item: OutboxItem): Promise<SendOutcome> {
    const controller = new AbortController()
    uploading.set(item.client_id, controller)
    const ids = [...item.files]
    try {
      for (const file of item.uploads) {
        let id = file.file_id
        if (id === null) {
          const bytes = await store.file(file.key).catch(() => undefined)
          if (!bytes) return { kind: 'refused', ...lost(file.name) }
          if (controller.signal.aborted) return { kind: 'later' }
          const onProgress = (part: number) => showProgress(file.key, part)
          const outcome = await upload(item, file, bytes, { signal: controller.signal, onProgress })
          if (outcome.kind !== 'uploaded') return outcome
          id = outcome.file_id
          const { client_id, user_id } = item
          await change(user_id, (items) => uploaded(items, client_id, file.key, outcome.file_id))
          if (controller.signal.aborted) return { kind: 'later' }
        }
        ids.push(id)
      }
      return await send({ ...item, files: ids })
    } finally {
      uploading.delete(item.client_id)
      for (const { key } of item.uploads) showProgress(key, null)
    }
  }

  /** Sends what can be sent now in a room; returns the ms until another try makes sense, or null. */
  async function drain(roomId: string): Promise<number | null> {
    for (;;) {
      if (!isOnline()) return null
      const restMs = restUntil - Date.now()
      if (restMs > 0) return restMs
      const userId = await person()
      const item = userId && nextOf(await store.read(userId), roomId)
      if (!item || item.refusal) return null
      const { client_id } = item
      const outcome = await deliver(item)
      if (outcome.kind === 'sent') {
        await change(userId, (items) => without(items, client_id))
      } else if (outcome.kind === 'refused' && isForgotten(item, outcome.code)) {
        await change(userId, (items) => notUp(items, client_id))
      } else if (outcome.kind === 'refused') {
        const refusal = { code: outcome.code, message: outcome.message }
        await change(userId, (items) => changed(items, client_id, { refusal }))
      } else {
        const attempts = item.attempts + 1
        await change(userId, (items) => changed(items, client_id, { attempts }))
        const isThere = (await store.read(userId)).some((one) => one.client_id === client_id)
        // a limit is the person's, in all rooms: until then no room is tried
        if (outcome.kind === 'later' && outcome.waitMs)
          restUntil = Math.max(restUntil, Date.now() + outcome.waitMs)
        if (isThere)
          return retryDelayMs(attempts, undefined, outcome.kind === 'later' ? outcome.waitMs : undefined)
      }
    }
  }

  function flushRoom(roomId: string): Promise<void> {
    const current = drains.get(roomId)
    if (current) {
      current.isAskedAgain = true
      return current.promise
    }
    const mine: Drain = { promise: Promise.resolve(), isAskedAgain: true }
    drains.set(roomId, mine)
    retries.get(roomId)?.()
    retries.delete(roomId)
    mine.promise = (async () => {
      let waitMs: number | null = null
      const once = async () => {
        waitMs = await drain(roomId).catch(() => retryDelayMs(1))
      }
      while (mine.isAskedAgain) {
        mine.isAskedAgain = false
        await alone(roomId, once)
      }
      // in the same turn as the last look at isAskedAgain, so that nobody asks in between
      drains.delete(roomId)
      if (waitMs !== null)
        retries.set(
          roomId,
          later(() => void flushRoom(roomId), waitMs),
        )
    })()
    return mine.promise
  }

  async function flush(): Promise<void> {
    const userId = await person()
    const items = userId ? await store.read(userId) : []
    await Promise.all(roomsOf(items).map(flushRoom))
  }

  return {
    flush,
    reread,
    items: () => shown,
    /** The bytes of a file that waits, for its author's screen. */
    file: (key: string) => store.file(key),
    /** Percent of each file that is going up, by its key. */
    progress: () => progress,
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    /** Resolves when the message is safe on the device (or, where it has no room, held by this page), before it is sent. */
    async add(item: NewItem, files: readonly File[] = []): Promise<void> {
      const bytes = new Map<string, Blob>()
      const uploads = files.map((file): OutboxFile => {
        const key = crypto.randomUUID()
        bytes.set(key, file)
        return { key, name: file.name, mime: file.type, bytes: file.size, file_id: null, ...sizeOf(file) }
      })
      await store.add({ ...item, uploads, attempts: 0, refusal: null, is_page_only: false }, bytes)
      await reread()
      tell()
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

function lost(name: string) {
  const message = `${name} is no longer on this device. Delete this message and attach the file again.`
  return { code: 'file_gone', message }
}

export type Outbox = ReturnType<typeof makeOutbox>

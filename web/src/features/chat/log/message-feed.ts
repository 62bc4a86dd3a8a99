import type { Message } from './message.ts'
import {
  hasOlder,
  isBehind,
  type LogAction,
  lastSeq,
  type MessageLog,
  oldestSeq,
  reduceLog,
} from './message-log.ts'

/** Messages asked for at once; the newest page and each older one. */
export const pageSize = 50

/** How the feed asks the server. Each answer is a page of at most `pageSize`, and throws when there is none. */
export type MessageSource = {
  newest(): Promise<Message[]>
  older(before: number): Promise<Message[]>
  newer(after: number): Promise<Message[]>
  /** Half a page up to `seq` and half a page after it; `rev` is the room's `last_rev` before they were read. */
  around(seq: number): Promise<{ rev: number; older: Message[]; newer: Message[] }>
  changes(after: number): Promise<Message[]>
}

export type FeedState = {
  log: MessageLog
  /** Why the last fetch failed; the log keeps what it had. */
  failure: unknown
  isLoadingOlder: boolean
  olderFailure: unknown
  isLoadingNewer: boolean
  newerFailure: unknown
}

/** A reader in the middle of the room is not taken away from there unless this many pages of changes were missed. */
const patience = 10

/**
 * One room, kept complete: `hear` takes what Realtime says, `sync` fetches what it did not say.
 * Realtime is best effort, so `sync` runs on every (re)join, and whenever a message shows that another is missing.
 */
export function makeFeed(source: MessageSource, start: MessageLog) {
  const watchers = new Set<() => void>()
  let state: FeedState = {
    log: start,
    failure: null,
    isLoadingOlder: false,
    olderFailure: null,
    isLoadingNewer: false,
    newerFailure: null,
  }
  let running: Promise<void> | null = null
  let isAskedAgain = false

  function set(change: Partial<FeedState>) {
    state = { ...state, ...change }
    for (const watch of watchers) watch()
  }

  function apply(action: LogAction) {
    set({ log: reduceLog(state.log, action) })
  }

  async function catchUp() {
    if (!state.log.isOpen) await openAtEnd()
    for (let pages = 1; ; pages++) {
      const after = state.log.syncedRev
      const page = await source.changes(after)
      apply({ type: 'changes', after, page })
      if (page.length < pageSize) return
      if (state.log.isDetached) {
        if (pages % patience === 0) await moveTo(middleSeq())
        continue
      }
      // away for long: rather begin anew at the end than walk through everything missed
      await openAtEnd()
    }
  }

  /** Unless the reader has gone to the middle while the answer was on its way. */
  async function openAtEnd() {
    const page = await source.newest()
    if (!state.log.isDetached) apply({ type: 'opened', page })
  }

  function middleSeq(): number {
    const { shown } = state.log
    return shown[Math.floor(shown.length / 2)]?.seq ?? 1
  }

  async function moveTo(seq: number) {
    const { rev, older, newer } = await source.around(seq)
    apply({ type: 'around', rev, page: [...older, ...newer], isLast: newer.length < pageSize / 2 })
  }

  /** Fetches what is missing; calls while it runs make it run once more. Never throws: see `failure`. */
  function sync(): Promise<void> {
    isAskedAgain = true
    running ??= (async () => {
      while (isAskedAgain) {
        isAskedAgain = false
        await catchUp()
      }
      set({ failure: null })
    })()
      .catch((failure: unknown) => set({ failure }))
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    state: () => state,
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    sync,
    hear(message: Message): void {
      apply({ type: 'heard', message })
      if (isBehind(state.log)) void sync()
    },
    /** Compares with the room's `last_rev`, the safety net below Realtime. */
    check(lastRev: number): void {
      if (!state.log.isOpen || lastRev > state.log.syncedRev) void sync()
    },
    async loadOlder(): Promise<void> {
      const before = oldestSeq(state.log)
      if (state.isLoadingOlder || before === undefined || !hasOlder(state.log)) return
      const { run } = state.log
      set({ isLoadingOlder: true, olderFailure: null })
      try {
        apply({ type: 'older', run, before, page: await source.older(before) })
        set({ isLoadingOlder: false })
      } catch (olderFailure) {
        set({ isLoadingOlder: false, olderFailure })
      }
    },
    async loadNewer(): Promise<void> {
      const after = lastSeq(state.log)
      if (state.isLoadingNewer || !state.log.isDetached) return
      const { run } = state.log
      set({ isLoadingNewer: true, newerFailure: null })
      try {
        const page = await source.newer(after)
        apply({ type: 'newer', run, after, page, isLast: page.length < pageSize })
        set({ isLoadingNewer: false })
      } catch (newerFailure) {
        set({ isLoadingNewer: false, newerFailure })
      }
    },
    /** Shows the run around a message; throws when it cannot be fetched. */
    async jump(seq: number): Promise<void> {
      if (state.log.isOpen && state.log.shown.some((message) => message.seq === seq)) return
      await moveTo(seq)
      void sync()
    },
    /** Back from the middle to the newest messages; throws when they cannot be fetched. */
    async toEnd(): Promise<void> {
      if (!state.log.isDetached) return
      apply({ type: 'opened', page: await source.newest() })
      void sync()
    },
  }
}

export type Feed = ReturnType<typeof makeFeed>

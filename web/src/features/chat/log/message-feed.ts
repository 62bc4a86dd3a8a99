import type { Message } from './message.ts'
import { hasOlder, isBehind, type LogAction, type MessageLog, oldestSeq, reduceLog } from './message-log.ts'

/** Messages asked for at once; the newest page and each older one. */
export const pageSize = 50

/** How the feed asks the server. Each answer is a page of at most `pageSize`, and throws when there is none. */
export type MessageSource = {
  newest(): Promise<Message[]>
  older(before: number): Promise<Message[]>
  changes(after: number): Promise<Message[]>
}

export type FeedState = {
  log: MessageLog
  /** Why the last fetch failed; the log keeps what it had. */
  failure: unknown
  isLoadingOlder: boolean
  olderFailure: unknown
}

/**
 * One room, kept complete: `hear` takes what Realtime says, `sync` fetches what it did not say.
 * Realtime is best effort, so `sync` runs on every (re)join, and whenever a message shows that another is missing.
 */
export function makeFeed(source: MessageSource, start: MessageLog) {
  const watchers = new Set<() => void>()
  let state: FeedState = { log: start, failure: null, isLoadingOlder: false, olderFailure: null }
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
    if (!state.log.isOpen) apply({ type: 'opened', page: await source.newest() })
    for (;;) {
      const after = state.log.syncedRev
      const page = await source.changes(after)
      apply({ type: 'changes', after, page })
      if (page.length < pageSize) return
      // away for long: rather begin anew at the end than walk through everything missed
      apply({ type: 'opened', page: await source.newest() })
    }
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
      set({ isLoadingOlder: true, olderFailure: null })
      try {
        apply({ type: 'older', before, page: await source.older(before) })
        set({ isLoadingOlder: false })
      } catch (olderFailure) {
        set({ isLoadingOlder: false, olderFailure })
      }
    },
  }
}

export type Feed = ReturnType<typeof makeFeed>

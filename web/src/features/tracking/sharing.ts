import { isUnreachable, sentenceFor } from '../../lib/failure.ts'
import type { SendOutcome } from './position-sender.ts'
import { openStore } from './position-store.ts'
import { pauseSharing, startSharing, stopSharing } from './sharing-calls.ts'
import { openSession } from './sharing-session.ts'
import type { WatchFault } from './watch-position.ts'

/** `elsewhere`: another tab of this browser sends for this order. */
export type SharingState = 'off' | 'starting' | 'sharing' | 'paused' | 'elsewhere' | 'denied' | 'unavailable'
export type Sharing = {
  state: SharingState
  waiting: number
  taken: number
  lastTakenAt: number | null
  refused: Readonly<Record<string, number>>
  sentence: string | null
}

const off: Sharing = { state: 'off', waiting: 0, taken: 0, lastTakenAt: null, refused: {}, sentence: null }

/** What a batch adds to the counts that the partner can look at. */
function counted(value: Sharing, outcome: SendOutcome, sent: number): Partial<Sharing> {
  const refused = { ...value.refused }
  if (outcome.kind === 'rejected') {
    refused[outcome.code] = (refused[outcome.code] ?? 0) + sent
    return { refused }
  }
  if (outcome.kind !== 'taken') return {}
  for (const { reason } of outcome.refused) refused[reason] = (refused[reason] ?? 0) + 1
  return { refused, taken: value.taken + sent - outcome.refused.length, lastTakenAt: Date.now() }
}

/**
 * Sends this device's position for one order while the page is seen: watches, samples, queues, flushes.
 * A hidden page is told to the server as paused, because browsers give it no positions. `onShare` when the server has begun or ended to take them.
 */
export function makeSharing(orderId: string, onChange: () => void, onShare: () => void) {
  let value = off
  let isWanted = false
  let isTakenBack = false
  let endSession: (() => void) | null = null

  function set(part: Partial<Sharing>) {
    value = { ...value, ...part }
    onChange()
  }

  function onOutcome(waiting: number, outcome: SendOutcome | null, sent: number) {
    if (outcome?.kind === 'ended') {
      halt('off')
      onShare()
      return
    }
    set({ waiting, ...(outcome && counted(value, outcome, sent)) })
  }

  function onFault(fault: WatchFault, hasFix: boolean) {
    if (fault === 'denied') {
      halt('denied')
      void pauseSharing(orderId).catch(() => undefined)
    } else if (!hasFix) set({ state: 'unavailable' })
  }

  /** One tab sends; the others wait for its lock and take over when it is hidden or closed. */
  function begin() {
    if (endSession) return
    const waiting = new AbortController()
    let release: () => void = () => undefined
    endSession = () => {
      endSession = null
      waiting.abort()
      release()
    }
    const run = async () => {
      if (waiting.signal.aborted) return
      await startSharing(orderId)
      if (waiting.signal.aborted) return
      set({ state: 'sharing', sentence: null })
      onShare()
      const end = openSession(orderId, {
        onFix: () => set({ state: 'sharing', sentence: null }),
        onOutcome,
        onFault,
      })
      await new Promise<void>((resolve) => {
        release = resolve
      })
      end()
    }
    set({ state: value.state === 'off' ? 'starting' : value.state })
    const locked = navigator.locks
      ? navigator.locks.query().then(({ held }) => {
          const name = `orderline:sharing:${orderId}`
          if (held?.some((lock) => lock.name === name)) set({ state: 'elsewhere' })
          return navigator.locks.request(name, { signal: waiting.signal }, run)
        })
      : run()
    locked.catch((error: unknown) => {
      if (waiting.signal.aborted) return
      halt('off')
      set({ sentence: sentenceFor(error) })
    })
  }

  function halt(state: SharingState) {
    isWanted = false
    endSession?.()
    document.removeEventListener('visibilitychange', onVisibility)
    set({ state, waiting: 0 })
  }

  const forget = async () => (await openStore(orderId)).clear()

  function onVisibility() {
    if (!isWanted) return
    if (document.visibilityState === 'visible') begin()
    else if (value.state !== 'elsewhere') {
      endSession?.()
      set({ state: 'paused' })
      void pauseSharing(orderId).catch(() => undefined)
    } else endSession?.()
  }

  function want() {
    if (isWanted) return
    isWanted = true
    document.addEventListener('visibilitychange', onVisibility)
    if (document.visibilityState === 'visible') begin()
    else set({ state: 'paused' })
  }

  return {
    get: () => value,
    /** Starts after the partner agreed to it here and now. */
    start() {
      isTakenBack = false
      want()
    },
    /** Goes on with what was agreed to before a reload; never against a stop the server may not have heard of yet. */
    resume() {
      if (!isTakenBack) want()
    },
    /** Takes consent back; throws when the server could not be told. */
    async stop() {
      isTakenBack = true
      halt('off')
      await forget()
      const tell = () => stopSharing(orderId)
      await tell().catch((error: unknown) => {
        if (isUnreachable(error)) {
          window.addEventListener('online', () => void tell().catch(() => undefined), { once: true })
        }
        throw error
      })
    },
    /** Ends here only, as on leaving the app; what waits is sent when the partner comes back. */
    halt: () => halt('off'),
    /** The server, or another tab, has ended it: nothing that waits may be kept. */
    async end() {
      halt('off')
      await forget()
    },
  }
}

import { isUnreachable, sentenceFor } from '../../lib/failure.ts'
import type { Point } from '../../lib/geo.ts'
import { onceAlone } from './one-tab.ts'
import type { SendOutcome } from './position-sender.ts'
import { openStore } from './position-store.ts'
import { pauseSharing, resumeSharing, startSharing, stopSharing, tellHidden } from './sharing-calls.ts'
import { openSession } from './sharing-session.ts'
import { afterBatch, type Sharing, type SharingState, sharingOff } from './sharing-state.ts'
import { type WatchFault, whenAllowed } from './watch-position.ts'

/**
 * Sends this device's position for one order while the page is seen: watches, samples, queues, flushes.
 * A hidden page is told to the server as paused, because browsers give it no positions. `onShare` when the server has begun or ended to take them.
 */
export function makeSharing(orderId: string, onChange: () => void, onShare: () => void) {
  let value = sharingOff
  let isWanted = false
  let isAgreedNow = false
  let isTakenBack = false
  let destination: Point | null = null
  let endSession: (() => void) | null = null
  let session: ReturnType<typeof openSession> | null = null
  let endWaiting: (() => void) | null = null
  /** What was said on being hidden; it must not arrive after what is said on coming back. */
  let lastWord: Promise<void> = Promise.resolve()

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
    set({ waiting, ...(outcome && afterBatch(value, outcome, sent)) })
    // another tab, or a word that came late, paused what is seen here
    if (outcome?.kind === 'taken' && outcome.refused.some(({ reason }) => reason === 'paused')) restart()
  }

  function onFault(fault: WatchFault, hasFix: boolean) {
    if (fault === 'denied') {
      halt('denied')
      lastWord = tellHidden(orderId)
      // consent stands, only the browser said no
      endWaiting = whenAllowed(want)
    } else if (!hasFix) set({ state: 'unavailable' })
  }

  /** Whether the server takes positions now; consents first where the partner has just agreed. */
  async function open(): Promise<boolean> {
    await lastWord
    if (!isAgreedNow) return resumeSharing(orderId)
    await startSharing(orderId)
    isAgreedNow = false
    return true
  }

  /** One tab sends; the others wait and take over when it is hidden or closed. */
  function begin() {
    if (endSession) return
    const end = new AbortController()
    endSession = () => {
      endSession = null
      end.abort()
    }
    set({ state: value.state === 'off' || value.state === 'denied' ? 'starting' : value.state })
    const run = async () => {
      const isOpen = await open()
      if (end.signal.aborted) return
      onShare()
      if (!isOpen) return set({ state: 'held', sentence: null })
      set({ state: 'sharing', sentence: null })
      session = openSession(orderId, {
        destination: () => destination,
        onFix: () => set({ state: 'sharing', sentence: null }),
        onOutcome,
        onFault,
      })
      await new Promise((resolve) => end.signal.addEventListener('abort', resolve, { once: true }))
      session.close()
      session = null
    }
    onceAlone(`orderline:sharing:${orderId}`, end.signal, () => set({ state: 'elsewhere' }), run).catch(
      (error: unknown) => {
        if (end.signal.aborted) return
        const wasAgreed = isAgreedNow
        halt('off')
        // a page without network goes on when it is back; what the server refuses is over
        if (!wasAgreed && isUnreachable(error)) window.addEventListener('online', want, { once: true })
        set({ sentence: sentenceFor(error) })
      },
    )
  }

  function restart() {
    if (!endSession || !isWanted) return
    endSession()
    begin()
  }

  function halt(state: SharingState) {
    isWanted = false
    endSession?.()
    endWaiting?.()
    endWaiting = null
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('pagehide', hide)
    set({ state, waiting: 0 })
  }

  const forget = async () => (await openStore(orderId)).clear()

  function hide() {
    if (!isWanted || !endSession) return
    endSession()
    if (value.state === 'elsewhere' || value.state === 'held') return
    lastWord = tellHidden(orderId)
    set({ state: 'paused' })
  }

  function onVisibility() {
    if (document.visibilityState === 'hidden') hide()
    else if (isWanted) begin()
  }

  function want() {
    if (isWanted || isTakenBack) return
    isWanted = true
    document.addEventListener('visibilitychange', onVisibility)
    // a page that is closed, or kept for the way back, is not always hidden first
    window.addEventListener('pagehide', hide)
    if (document.visibilityState === 'visible') begin()
    else set({ state: 'paused' })
  }

  /** Says it now, or once the network is back; throws when it could not be said now. */
  const tell = (word: () => Promise<void>) =>
    word().catch((error: unknown) => {
      if (isUnreachable(error)) {
        window.addEventListener('online', () => void word().catch(() => undefined), { once: true })
      }
      throw error
    })

  return {
    get: () => value,
    /** Starts, or goes on after a pause, after the partner agreed to it here and now. */
    start() {
      isTakenBack = false
      isAgreedNow = true
      if (isWanted) {
        endSession?.()
        begin()
      } else want()
    },
    /** Goes on with what was agreed to before a reload; never against a stop the server may not have heard of yet. */
    resume: want,
    /** Where the partner goes now. */
    aim(to: Point | null) {
      destination = to
    },
    /** Somebody has just begun to look. */
    watched() {
      session?.watched()
      if (session) set({ isWatched: true })
    },
    /** A pause that only the partner ends; throws when the server could not be told. */
    async pause() {
      endSession?.()
      set({ state: 'held', sentence: null })
      const told = tell(() => pauseSharing(orderId))
      lastWord = told.catch(() => undefined)
      await told
    },
    /** Takes consent back; throws when the server could not be told. */
    async stop() {
      isTakenBack = true
      halt('off')
      await forget()
      await tell(() => stopSharing(orderId))
    },
    /** Ends here only, as on leaving the app; what waits is sent when the partner comes back. */
    halt() {
      hide()
      halt('off')
    },
    /** The server, or another tab, has ended it: nothing that waits may be kept. */
    async end() {
      halt('off')
      await forget()
    },
  }
}

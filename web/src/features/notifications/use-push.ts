import { useCallback, useSyncExternalStore } from 'react'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { setWantsPush, wantsPush } from './push-device.ts'
import { endSubscription, forgetDevice, registerDevice } from './push-registration.ts'

export type PushState =
  | { kind: 'checking' | 'working' | 'off' | 'on' }
  /** No push here at all. */
  | { kind: 'unsupported' }
  /** iPhone and iPad: only for apps on the Home Screen. */
  | { kind: 'needs-install' }
  /** The person said no to the browser; only the browser's settings can undo it. */
  | { kind: 'blocked' }
  | { kind: 'failed'; why: string }

const watchers = new Set<() => void>()
let state: PushState = { kind: 'checking' }

function set(next: PushState) {
  state = next
  for (const watch of watchers) watch()
}

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** What the browser itself allows; null when push may be used. */
function limit(): PushState | null {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) {
    const isApple = /iPhone|iPad/.test(navigator.userAgent)
    return {
      kind: isApple && !matchMedia('(display-mode: standalone)').matches ? 'needs-install' : 'unsupported',
    }
  }
  return Notification.permission === 'denied' ? { kind: 'blocked' } : null
}

async function register(userId: string, isAsked: boolean): Promise<void> {
  try {
    await registerDevice(userId, isAsked)
    set({ kind: 'on' })
  } catch (error) {
    if (error instanceof Failure && error.code === 'device_removed') return forget(userId)
    // the browser may have refused in between
    set(limit() ?? { kind: 'failed', why: sentenceFor(error) })
  }
}

/** The person removed this browser on another device: it is told nothing more until they ask for it here. */
async function forget(userId: string): Promise<void> {
  setWantsPush(userId, false)
  await endSubscription().catch(() => undefined)
  set({ kind: 'off' })
}

/** What is known without asking anybody. */
const known = (userId: string): PushState =>
  limit() ?? {
    kind: wantsPush(userId) && Notification.permission === 'granted' ? 'checking' : 'off',
  }

/** From the first rendering on, so that nothing is pushed aside by what comes a moment later. */
function stateOf(userId: string): PushState {
  if (state.kind === 'checking') {
    const now = known(userId)
    if (now.kind !== 'checking') state = now
  }
  return state
}

/** Compares this browser with what the server knows of it. */
export async function look(userId: string): Promise<void> {
  const now = known(userId)
  if (now.kind !== 'checking') return set(now)
  await register(userId, false)
}

async function turnOn(userId: string): Promise<void> {
  set({ kind: 'working' })
  const answer = await Notification.requestPermission()
  // 'default': closed without an answer, so it may be asked again
  if (answer !== 'granted') return set(answer === 'denied' ? { kind: 'blocked' } : { kind: 'off' })
  setWantsPush(userId, true)
  await register(userId, true)
}

async function turnOff(userId: string): Promise<void> {
  set({ kind: 'working' })
  setWantsPush(userId, false)
  // the browser's side is ended whatever the server says
  await forgetDevice().catch(() => undefined)
  set({ kind: 'off' })
}

/** Push on this browser. Call `turnOn` from a press: browsers ask only then. */
export function usePush() {
  const me = useMyId()
  return {
    state: useSyncExternalStore(watch, () => stateOf(me)),
    turnOn: useCallback(() => turnOn(me), [me]),
    turnOff: useCallback(() => turnOff(me), [me]),
    /** Compares this browser with what the server knows of it, as at a start. */
    lookAgain: useCallback(() => look(me), [me]),
  }
}

/** Signing out does not wait longer than this for the server. */
const forgetMs = 3000

/** Before signing out, while the server still knows who asks: this browser is told nothing more. Never fails. */
export async function forgetPush(): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, forgetMs))
  await Promise.race([forgetDevice().catch(() => undefined), late])
}

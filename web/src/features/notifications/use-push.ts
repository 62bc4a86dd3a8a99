import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase-whole.ts'
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

async function look(userId: string): Promise<void> {
  const stop = limit()
  if (stop) return set(stop)
  if (!wantsPush(userId) || Notification.permission !== 'granted') return set({ kind: 'off' })
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
    state: useSyncExternalStore(watch, () => state),
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

/** Registers again at each start for who asked for it, and whenever browser or permission change; part of useUserLive. */
export function usePushStart(me: string): void {
  useEffect(() => {
    const again = () => void look(me)
    again()
    const onMessage = (event: MessageEvent) => {
      if (event.data?.type === 'push-subscription-changed') again()
    }
    navigator.serviceWorker?.addEventListener('message', onMessage)
    let permission: PermissionStatus | undefined
    let isOver = false
    navigator.permissions?.query({ name: 'notifications' }).then(
      (status) => {
        permission = status
        if (!isOver) status.addEventListener('change', again)
      },
      () => undefined,
    )
    // a session may also end by itself; the next person here must not read this one's news
    const { data } = supabase.auth.onAuthStateChange((event) => {
      if (event === 'SIGNED_OUT') void endSubscription().catch(() => undefined)
    })
    return () => {
      isOver = true
      permission?.removeEventListener('change', again)
      navigator.serviceWorker?.removeEventListener('message', onMessage)
      data.subscription.unsubscribe()
    }
  }, [me])
}

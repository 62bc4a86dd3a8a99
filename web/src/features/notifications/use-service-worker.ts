import { useEffect, useSyncExternalStore } from 'react'
import { useNavigate } from 'react-router'

/** A page that stays open for days looks for a new build when it is seen again. */
const updateEveryMs = 60 * 60_000

const watchers = new Set<() => void>()
let waiting: ServiceWorker | null = null
let isStarted = false

function setWaiting(worker: ServiceWorker | null) {
  waiting = worker
  for (const watch of watchers) watch()
}

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function watchForUpdate(registration: ServiceWorkerRegistration) {
  // the first worker of all takes over by itself
  const offer = (worker: ServiceWorker | null) => {
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) setWaiting(worker)
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => offer(worker))
  })
  let askedAt = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - askedAt < updateEveryMs) return
    askedAt = Date.now()
    // without a network there is no newer build to find
    void registration.update().catch(() => undefined)
  })
}

function start() {
  if (isStarted || !('serviceWorker' in navigator)) return
  isStarted = true
  // a private window may forbid it: the app works, but without push, and it does not open without a network
  navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(watchForUpdate, () => undefined)
}

/** Puts the waiting build in charge and loads the page with it. */
function update() {
  if (!waiting) return
  // another page of this browser put it in charge already
  if (/^activat/.test(waiting.state)) return window.location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  waiting.postMessage({ type: 'take-over' })
}

/**
 * Starts the service worker, goes where a clicked notification leads, and says when a new build waits.
 * Call once below the router: `const { isUpdateReady, update } = useServiceWorker()`.
 */
export function useServiceWorker() {
  const navigate = useNavigate()
  const isUpdateReady = useSyncExternalStore(watch, () => waiting !== null)
  useEffect(start, [])
  useEffect(() => {
    const onMessage = (event: MessageEvent) => {
      if (event.data?.type !== 'open' || typeof event.data.path !== 'string') return
      void navigate(event.data.path)
      // without an answer the worker loads the path instead
      event.ports[0]?.postMessage('going')
    }
    navigator.serviceWorker?.addEventListener('message', onMessage)
    return () => navigator.serviceWorker?.removeEventListener('message', onMessage)
  }, [navigate])
  return { isUpdateReady, update }
}

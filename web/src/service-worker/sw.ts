import { showBadge } from './badge.ts'
import { makeShell, strategyFor } from './cache.ts'
import { openPath } from './open.ts'
import { clickPath, notificationOf } from './push.ts'

declare const self: ServiceWorkerGlobalScope
/** Written in by web/build/service-worker.ts; no files in dev, where nothing may be kept. */
declare const __SHELL_FILES__: readonly string[]
declare const __BUILD_ID__: string

const { origin } = self.location
const shell = makeShell(caches, (request) => fetch(request), __SHELL_FILES__, __BUILD_ID__)
const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

self.addEventListener('install', (event) => event.waitUntil(shell.install()))

self.addEventListener('activate', (event) =>
  event.waitUntil(shell.activate().then(() => self.clients.claim())),
)

self.addEventListener('fetch', (event) => {
  const strategy = strategyFor(event.request, __SHELL_FILES__, origin)
  if (strategy !== 'none') event.respondWith(shell.answer(event.request, strategy))
})

self.addEventListener('message', (event) => {
  // the person pressed "Update"; until then the new worker waits, so that no page changes under them
  if (event.data?.type === 'take-over') event.waitUntil(self.skipWaiting())
})

self.addEventListener('push', (event) => {
  const { title, options, badge } = notificationOf(event.data?.text(), origin)
  event.waitUntil(
    Promise.all([self.registration.showNotification(title, options), showBadge(self.navigator, badge)]),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const path = clickPath(event.notification.data, event.action, origin)
  event.waitUntil(pages().then((open) => openPath(path, open, (to) => self.clients.openWindow(to))))
})

self.addEventListener('pushsubscriptionchange', (event) => {
  // the person's token is in the pages, so an open one registers the new endpoint, or the next to open does
  event.waitUntil(
    pages().then((open) => {
      for (const page of open) page.postMessage({ type: 'push-subscription-changed' })
    }),
  )
})

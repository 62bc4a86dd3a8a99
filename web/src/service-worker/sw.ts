import { syncTag } from '../features/chat/outbox/background-pass.ts'
import { showBadge } from './badge.ts'
import { makeShell, strategyFor } from './cache.ts'
import { clickOf, reportOf } from './click.ts'
import { openPath } from './open.ts'
import { notificationOf } from './push.ts'
import { type Kind, report } from './report.ts'
import { resubscribe } from './resubscribe.ts'
import { isLookedAt, roomOf } from './room.ts'
import { sendOutbox } from './send-outbox.ts'

declare const self: ServiceWorkerGlobalScope
/** Not yet in TypeScript's own types (w3c/push-api, Declarative Web Push). */
type DeclarativePushEvent = PushEvent & { notification?: Notification }
/** Not in TypeScript's own types (wicg/background-sync). */
type SyncEvent = ExtendableEvent & { tag: string }
/** Written in by web/build/service-worker.ts; no files in dev, where nothing may be kept. */
declare const __SHELL_FILES__: readonly string[]
declare const __BUILD_ID__: string

const { origin } = self.location
const shell = makeShell(caches, (request) => fetch(request), __SHELL_FILES__, __BUILD_ID__)
const tell = (address: string | null, kind: Kind, action: string | null = null) =>
  report(address, kind, action, (input, init) => fetch(input, init))
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

self.addEventListener('sync', (event) => {
  const { tag } = event as SyncEvent
  if (tag !== syncTag) return
  const send = sendOutbox((input, init) => fetch(input, init), self.navigator.locks)
  ;(event as SyncEvent).waitUntil(send)
})

self.addEventListener('push', (event) => {
  const declared: Notification | undefined = (event as DeclarativePushEvent).notification
  // Safari read the push itself and shows it by itself: nothing to do but to say so
  if (declared && !event.data) {
    event.waitUntil(tell(reportOf(declared.data), 'shown'))
    return
  }
  const { title, options, badge } = notificationOf(event.data?.text(), origin)
  const room = roomOf(options.tag)
  const show = async () => {
    // the words are on a screen of this browser already; the page there says that it has them
    if (room && (await isLookedAt(room, await pages()))) return
    await self.registration
      .showNotification(title, options)
      // an option this browser refuses must not make the push a silent one
      .catch(() => self.registration.showNotification(title, { body: options.body, data: options.data }))
    await tell(options.data.report, 'shown')
  }
  event.waitUntil(Promise.all([show(), showBadge(self.navigator, badge)]))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path, link, report } = clickOf(event.notification.data, event.action, origin)
  const go = async () => {
    if (link) await self.clients.openWindow(link)
    else if (path) await openPath(path, await pages(), (to) => self.clients.openWindow(to))
  }
  event.waitUntil(Promise.all([go(), tell(report, 'clicked', event.action || null)]))
})

self.addEventListener('notificationclose', (event) =>
  event.waitUntil(tell(reportOf(event.notification.data), 'dismissed')),
)

self.addEventListener('pushsubscriptionchange', (event) => {
  const tellPages = async () => {
    for (const page of await pages()) page.postMessage({ type: 'push-subscription-changed' })
  }
  event.waitUntil(resubscribe(event, self.registration.pushManager, tellPages))
})

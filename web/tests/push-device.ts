import type { CDPSession, Worker } from 'playwright-core'
import { expect } from 'vitest'
import type { Actor, Stage } from './stage.ts'

export type PushDevice = { id: string; endpoint: string; keys: { p256dh: string; auth: string } }
type Payload = {
  notification: {
    title: string
    navigate: string
    data: { report: string }
    actions?: { action: string; navigate: string }[]
  }
}
type PushEntry = { payload: Payload }

/** A push service's side of one browser, in the sandbox, which holds the keys. */
export async function makeDevice(stage: Stage, name: string): Promise<PushDevice> {
  const response = await fetch(`${stage.sandboxUrl}/push/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  return (await response.json()) as PushDevice
}

/** The push service of a real browser is out of reach here: the sandbox is its push service, with keys of its own. */
export async function usePushServiceOf(stage: Stage, actor: Actor): Promise<PushDevice> {
  const device = await makeDevice(stage, `Browser of ${actor.name} ${actor.id}`)
  await actor.context.addInitScript(({ endpoint, keys }) => {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)).buffer
    const made = (options?: PushSubscriptionOptionsInit) => ({
      endpoint,
      expirationTime: null,
      options: options ?? { userVisibleOnly: true, applicationServerKey: null },
      getKey: (name: 'p256dh' | 'auth') => bytes(keys[name]),
      toJSON: () => ({ endpoint, expirationTime: null, keys }),
      unsubscribe: async () => true,
    })
    let current: unknown = null
    PushManager.prototype.subscribe = async (options) => {
      current = made(options)
      return current as PushSubscription
    }
    PushManager.prototype.getSubscription = async () => current as PushSubscription | null
  }, device)
  return device
}

export async function pushesOf(stage: Stage, device: PushDevice): Promise<PushEntry[]> {
  const response = await fetch(`${stage.sandboxUrl}/log?kind=push&to=${device.id}`)
  return ((await response.json()) as { entries: PushEntry[] }).entries
}

/** Hands a payload to the page's real service worker, as the browser's push client would. */
export async function deliver(stage: Stage, cdp: CDPSession, payload: unknown): Promise<void> {
  // a worker that is still being activated drops what it is handed
  const registration = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      const ours = versions.find(
        ({ scriptURL, status }) => scriptURL.startsWith(stage.appUrl) && status === 'activated',
      )
      if (ours) resolve(ours.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: stage.appUrl,
    registrationId: await registration,
    data: JSON.stringify(payload),
  })
  await cdp.send('ServiceWorker.disable')
}

export const shown = ({ page }: Actor) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }))
  })

/** What the browser does on a click, or when one is put away; no headless browser has a notification to click on. */
export async function touch(
  actor: Actor,
  title: string,
  type: 'notificationclick' | 'notificationclose',
  action = '',
): Promise<void> {
  const dispatch = async (worker: Worker) =>
    worker.evaluate(
      async ({ title, type, action }) => {
        const scope = self as unknown as ServiceWorkerGlobalScope
        const notification = (await scope.registration.getNotifications()).find((one) => one.title === title)
        if (notification) scope.dispatchEvent(new NotificationEvent(type, { notification, action }))
        return notification !== undefined
      },
      { title, type, action },
    )
  // a browser stops workers that have nothing to do, and its list may still hold one that is gone
  await expect
    .poll(
      async () => {
        await actor.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.postMessage({}))
        for (const worker of actor.context.serviceWorkers().reverse())
          if (await dispatch(worker).catch(() => false)) return true
        return false
      },
      { timeout: 20_000 },
    )
    .toBe(true)
}

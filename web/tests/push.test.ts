import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor

type Device = { id: string; endpoint: string; keys: { p256dh: string; auth: string } }
type PushEntry = { payload: { notification: { title: string; navigate: string } } }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
})
afterAll(() => stage?.close())

/** The push service of a real browser is out of reach here: the sandbox is its push service, with keys of its own. */
async function usePushServiceOf(actor: Actor): Promise<Device> {
  const response = await fetch(`${stage.sandboxUrl}/push/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: `Browser of ${actor.name} ${actor.id}` }),
  })
  const device = (await response.json()) as Device
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

async function pushesOf(device: Device): Promise<PushEntry[]> {
  const response = await fetch(`${stage.sandboxUrl}/log?kind=push&to=${device.id}`)
  return ((await response.json()) as { entries: PushEntry[] }).entries
}

/** Hands a payload to the page's real service worker, as the browser's push client would. */
async function deliver(cdp: CDPSession, payload: unknown) {
  const registration = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL.startsWith(stage.appUrl))
      if (ours) resolve(ours.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: stage.appUrl,
    registrationId: await registration,
    data: JSON.stringify(payload),
  })
}

const shown = ({ page }: Actor) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }))
  })

test('Ada is pushed what happened: encrypted by the function, opened by her keys, shown by her service worker, and a click opens the order', async () => {
  const device = await usePushServiceOf(ada)
  await stage.signIn(ada)
  const order = await stage.placeOrder(ada)
  await ada.page.goto(`/orders/${order.id}`)
  await ada.page.getByRole('button', { name: /^Notifications/ }).click()
  await ada.page.getByRole('button', { name: 'Turn on notifications' }).last().click()
  await expect
    .poll(
      async () =>
        (await stage.sql.query('select 1 from public.push_subscriptions where user_id = $1', [ada.id]))
          .rowCount,
      { timeout: 15_000 },
    )
    .toBe(1)

  await sam.supabase.rpc('accept_order', { order_id: order.id })
  await expect.poll(async () => (await pushesOf(device)).length, { timeout: 20_000 }).toBe(1)
  const [push] = await pushesOf(device)
  expect(push?.payload.notification.title).toBe(`Order ${order.number} accepted`)

  await ada.page.goto('/orders')
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(cdp, push?.payload)
  await expect
    .poll(() => shown(ada))
    .toEqual([{ title: `Order ${order.number} accepted`, body: 'Sam has taken your order.' }])

  const [worker] = ada.context.serviceWorkers()
  // what the browser does on a click; no headless browser has a notification to click on
  await worker?.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobalScope
    const [notification] = await scope.registration.getNotifications()
    scope.dispatchEvent(
      new NotificationEvent('notificationclick', { notification: notification as Notification }),
    )
  })
  await ada.page.waitForURL(`**/orders/${order.id}`)
})

test('a push that nobody can read still shows a notification, as browsers demand', async () => {
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(cdp, 'not what we send')
  await expect.poll(async () => (await shown(ada)).length).toBeGreaterThan(0)
})

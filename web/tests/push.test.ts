import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver, pushesOf, shown, touch, usePushServiceOf } from './push-device.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
})
afterAll(() => stage?.close())

test('Ada is pushed what happened: encrypted by the function, opened by her keys, shown by her service worker, and a click opens the order', async () => {
  const device = await usePushServiceOf(stage, ada)
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
  await expect.poll(async () => (await pushesOf(stage, device)).length, { timeout: 20_000 }).toBe(1)
  const [push] = await pushesOf(stage, device)
  expect(push?.payload.notification.title).toBe(`Order ${order.number} accepted`)

  await ada.page.goto('/orders')
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, push?.payload)
  await expect
    .poll(() => shown(ada))
    .toEqual([{ title: `Order ${order.number} accepted`, body: 'Sam has taken your order.' }])

  await touch(ada, `Order ${order.number} accepted`, 'notificationclick')
  await ada.page.waitForURL(`**/orders/${order.id}`)
})

test('a push that nobody can read still shows a notification, as browsers demand', async () => {
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, 'not what we send')
  await expect.poll(async () => (await shown(ada)).length).toBeGreaterThan(0)
})

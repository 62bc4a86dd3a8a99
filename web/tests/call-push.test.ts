import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCalling, soon } from './calling.ts'
import { deliver, type PushDevice, pushesOf, shown, touch, usePushServiceOf } from './push-device.ts'
import type { Actor } from './stage.ts'

let calling: Awaited<ReturnType<typeof openCalling>>
let ada: Actor
/** Sam at the browser that is pushed to. */
let desk: Actor
let device: PushDevice

beforeAll(async () => {
  calling = await openCalling()
  ada = calling.ada
  desk = await calling.another(async (actor) => {
    device = await usePushServiceOf(calling.stage, actor)
  })
  await calling.lasts({})
}, 240_000)
afterAll(() => calling?.stage.close())
beforeEach(async () => {
  await ada.page.goto(`/orders/${calling.orderId}`)
})

const title = 'Ada is calling'
const gone = { state: 'detached', ...soon } as const
const call = (page: Page) => page.getByRole('dialog', { name: 'Call with Ada' })

/** Ada calls, and the push of it that Sam's browser gets. */
async function pushOfCall() {
  await calling.ring()
  const id = (await calling.newest())?.id ?? ''
  const ours = async () =>
    (await pushesOf(calling.stage, device)).find(({ payload }) =>
      payload.notification.actions?.some(({ navigate }) => navigate.includes(`answer=${id}`)),
    )
  await expect.poll(async () => (await ours()) !== undefined, soon).toBe(true)
  return { id, payload: (await ours())?.payload }
}

/** What the page asks of a call from now on, by name. */
function asked(page: Page): string[] {
  const names: string[] = []
  page.on('request', (request) => {
    const name = /\/rpc\/((?:accept|decline)_call)$/.exec(request.url())?.[1]
    if (name && request.method() === 'POST') names.push(name)
  })
  return names
}

/** Shown by the real service worker, and its button pressed. */
async function press(payload: unknown, action: 'open' | 'decline') {
  const cdp = await desk.context.newCDPSession(desk.page)
  await deliver(calling.stage, cdp, payload)
  await expect.poll(async () => (await shown(desk)).map((one) => one.title), soon).toContain(title)
  await touch(desk, title, 'notificationclick', action)
}

async function hangUp(page: Page) {
  await call(page).getByRole('button', { name: 'End call' }).click(soon)
  await call(page).waitFor(gone)
  await calling.dialog(ada, 'Call ended').getByRole('button', { name: 'Close' }).click(soon)
}

test('Sam turns notifications on in his browser', async () => {
  await desk.page.getByRole('button', { name: /^Notifications/ }).click(soon)
  await desk.page.getByRole('button', { name: 'Turn on notifications' }).last().click(soon)
  const subscribed = () =>
    calling.stage.sql
      .query('select 1 from public.push_subscriptions where user_id = $1', [desk.id])
      .then(({ rowCount }) => rowCount)
  await expect.poll(subscribed, soon).toBe(1)
}, 120_000)

test('Sam presses Answer on the push: the page he has open comes to the call, which is taken once', async () => {
  await desk.page.goto('/settings')
  await desk.page.getByRole('heading', { level: 1 }).waitFor(soon)
  const names = asked(desk.page)
  const { payload } = await pushOfCall()
  await press(payload, 'open')
  await call(desk.page).waitFor(soon)
  await calling.dialog(ada, 'Call with Sam').waitFor(soon)
  expect(await calling.statusOf()).toBe('accepted')
  // led there by its own router, and what was asked for is asked for once
  await expect.poll(() => new URL(desk.page.url()).pathname, soon).toBe(`/orders/${calling.orderId}`)
  await expect.poll(() => new URL(desk.page.url()).search, soon).toBe('')
  expect(names).toEqual(['accept_call'])
  await hangUp(desk.page)
}, 120_000)

test('Sam presses Decline on it: Ada is told at once, and he stays out of the call', async () => {
  const names = asked(desk.page)
  const { payload } = await pushOfCall()
  await press(payload, 'decline')
  await calling.dialog(ada, 'Sam cannot talk now').getByRole('button', { name: 'Close' }).click(soon)
  await desk.page.getByRole('dialog').waitFor(gone)
  expect(await calling.statusOf()).toBe('declined')
  expect(names).toEqual(['decline_call'])
}, 120_000)

test('Sam has no page open: Answer opens one, on the call', async () => {
  await desk.page.goto('about:blank')
  const { payload } = await pushOfCall()
  const page = await desk.context.newPage()
  const names = asked(page)
  // with the token that tells of the click, as a browser opens it that has no worker
  await page.goto(payload?.notification.actions?.[0]?.navigate ?? '')
  await call(page).waitFor(soon)
  expect(await calling.statusOf()).toBe('accepted')
  expect(names).toEqual(['accept_call'])
  await page.reload()
  await call(page).waitFor(soon)
  expect(names).toEqual(['accept_call'])
  await hangUp(page)
  await page.close()
}, 120_000)

test('Sam presses Answer when Ada has given up: he is told that it is over', async () => {
  const { payload } = await pushOfCall()
  await calling.dialog(ada, 'Calling Sam').getByRole('button', { name: 'Cancel' }).click(soon)
  await expect.poll(calling.statusOf, soon).toBe('cancelled')
  const page = await desk.context.newPage()
  await Promise.all([
    page.getByText('This call is over.').waitFor(soon),
    page.goto(payload?.notification.actions?.[0]?.navigate ?? ''),
  ])
  expect(await call(page).count()).toBe(0)
  await expect.poll(() => page.url(), soon).not.toContain('answer')
  await page.close()
}, 120_000)

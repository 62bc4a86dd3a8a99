import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let sam: Actor
/** Sam again, at another browser. */
let desk: Actor
let orderId: string
let roomId: string

const camera = { permissions: ['camera', 'microphone', 'notifications'] }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', camera)
  sam = await stage.actor('Sam', 'partner', { ...camera, viewport: { width: 1280, height: 800 } })
  desk = { ...(await stage.actor('Sam', 'partner', camera)), id: sam.id, email: sam.email }
  const order = await stage.placeOrder(ada)
  orderId = order.id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  const room = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  roomId = room.rows[0].id
  for (const actor of [ada, sam, desk]) await stage.signIn(actor)
  await ada.page.goto(`/orders/${orderId}`)
}, 240_000)
afterAll(() => stage?.close())

const dialog = ({ page }: Actor, name: string | RegExp) => page.getByRole('dialog', { name })
const callOf = async () => {
  const { rows } = await stage.sql.query(
    'select id, status, end_reason, duration_s from public.calls where room_id = $1 order by created_at desc limit 1',
    [roomId],
  )
  return rows[0] as { id: string; status: string; end_reason: string | null; duration_s: number | null }
}
const statusOf = async () => (await callOf())?.status

/** Ada calls Sam from the page of her order, as she would: a look at herself first. */
async function ring() {
  await ada.page.getByRole('button', { name: 'Video call with Sam' }).click()
  const before = dialog(ada, 'Call Sam?')
  await before.getByRole('button', { name: 'Call now' }).click({ timeout: 30_000 })
  await dialog(ada, 'Calling Sam').waitFor(soon)
}

/** No test waits for a ring to run out but the one that is about it. */
const ringsFor = (seconds: number) =>
  stage.sql.query("update public.call_kinds set ring_seconds = $1, max_seconds = 600 where key = 'order'", [
    seconds,
  ])
beforeEach(() => ringsFor(60))

test('before she calls Ada sees herself, how loud she is heard, and how long the call may last', async () => {
  await ada.page.getByRole('button', { name: 'Video call with Sam' }).click()
  const before = dialog(ada, 'Call Sam?')
  await before.getByText('A call of up to 10 min.').waitFor(soon)
  await before.getByRole('meter', { name: 'Level of your microphone' }).waitFor(soon)
  const picture = before.getByLabel('Your camera', { exact: true })
  await expect
    .poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth), soon)
    .toBeGreaterThan(0)
  await before.getByLabel('Camera', { exact: true }).waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  await before.getByRole('button', { name: 'Close' }).click()
  await before.waitFor({ state: 'detached', ...soon })
}, 120_000)

test('it rings on every device of Sam, over whatever page is open, and Escape neither takes nor ends it', async () => {
  await ring()
  for (const one of [sam, desk]) {
    const card = dialog(one, 'Ada is calling')
    await card.waitFor(soon)
    await card.getByText('About order').waitFor(soon)
  }
  expect(await axeFaults(sam.page, { within: 'dialog[open]' })).toEqual([])
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  for (let pressed = 0; pressed < 3; pressed++) await sam.page.keyboard.press('Escape')
  await dialog(sam, 'Ada is calling').waitFor(soon)
  expect(await statusOf()).toBe('ringing')
  // nor does what he was typing when it rang
  await sam.page.keyboard.press('Enter')
  await sam.page.keyboard.press('Space')
  await dialog(sam, 'Ada is calling').waitFor(soon)
  expect(await statusOf()).toBe('ringing')
  await dialog(ada, 'Calling Sam').getByRole('button', { name: 'Cancel' }).click()
  for (const one of [sam, desk]) {
    await one.page.getByText('Missed call from Ada.').waitFor(soon)
    await dialog(one, 'Ada is calling').waitFor({ state: 'detached', ...soon })
  }
  await dialog(ada, 'Calling Sam').waitFor({ state: 'detached', ...soon })
  expect(await statusOf()).toBe('cancelled')
}, 120_000)

test('the first device of Sam that takes it has it, and the other stops at once and says why', async () => {
  await ring()
  await dialog(desk, 'Ada is calling').waitFor(soon)
  await dialog(sam, 'Ada is calling').getByRole('button', { name: 'Accept' }).click(soon)
  await dialog(sam, 'Call with Ada').waitFor(soon)
  await desk.page.getByText('Answered on another device.').waitFor(soon)
  await dialog(desk, 'Ada is calling').waitFor({ state: 'detached', ...soon })
}, 120_000)

test('the two see each other: moving pictures both ways, by the SDK they will have in production', async () => {
  for (const [one, name] of [
    [ada, 'Sam'],
    [sam, 'Ada'],
  ] as const) {
    const picture = dialog(one, `Call with ${name}`).getByLabel(`Video of ${name}`)
    const seconds = () =>
      picture.evaluate((video: HTMLVideoElement) => (video.videoWidth > 0 ? video.currentTime : 0))
    await expect.poll(seconds, soon).toBeGreaterThan(0.5)
  }
  await expect.poll(async () => dialog(ada, 'Call with Sam').getByRole('timer').count(), soon).toBe(1)
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
}, 120_000)

test('who hangs up ends it for both, and the conversation says how long it was', async () => {
  await dialog(sam, 'Call with Ada').getByRole('button', { name: 'End call' }).click()
  await dialog(ada, 'Call ended').getByRole('button', { name: 'Close' }).click(soon)
  await expect.poll(statusOf, soon).toBe('completed')
  await ada.page.goto(`/orders/${orderId}/chat`)
  // names stand apart from the words around them
  await ada.page.getByText(/^\W*Ada\W* called \W*Sam\W* · \W*\d+ (sec|min)/).waitFor(soon)
}, 120_000)

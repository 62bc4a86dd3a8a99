import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
const begin = Date.now()
let stage: Stage
let ada: Actor
let sam: Actor
let tom: Actor

/** Counts what the page lets sound, which a test cannot hear. */
function countNotes() {
  const begin = OscillatorNode.prototype.start
  document.addEventListener('DOMContentLoaded', () => {
    document.documentElement.dataset.notes = '0'
  })
  OscillatorNode.prototype.start = function start(when?: number) {
    const { dataset } = document.documentElement
    dataset.notes = String(Number(dataset.notes) + 1)
    begin.call(this, when)
  }
}

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner', {
    geolocation: { latitude: 45.2825, longitude: 13.7142, accuracy: 8 },
  })
  tom = await stage.actor('Tom', 'partner')
  await sam.page.addInitScript(countNotes)
  // his clock stands: how fast this machine is must not run the ring down
  await sam.page.clock.setFixedTime(begin)
  await stage.signIn(sam)
  await waits()
}, 240_000)
afterAll(() => stage?.close())

/** What comes from here on stands in front of Sam. */
const waits = ({ page } = sam) =>
  page.getByText('New orders come to the front').waitFor({ state: 'attached', ...soon })
const card = ({ page } = sam) => page.getByRole('dialog', { name: 'New order' })
const row = ({ page }: Actor, number: string) => page.getByRole('listitem').filter({ hasText: number })
const ring = () => card().getByRole('timer')
const secondsLeft = async () => Number(/\d+/.exec((await ring().getAttribute('aria-label')) ?? '')?.[0])

test('an order that is placed while Sam waits fills his screen: what, how far, from where to where, how long there is', async () => {
  const order = await stage.placeOrder(ada)
  await card().waitFor(soon)
  await card()
    .getByRole('region', { name: `Pharmacy ${order.number}` })
    .waitFor(soon)
  for (const words of ['Pharmacy, Main Street 1', 'Harbour Road 12', /1\.\d km from door to door/])
    await card().getByText(words, { exact: true }).waitFor(soon)
  // a kilometre as the crow flies from where his browser is, which it tells without asking
  await card()
    .getByText(/^(9\d\d m|1 km) from you to the pickup$/)
    .waitFor(soon)
  const { width, height } = (await card().boundingBox()) ?? {}
  expect([width, height]).toEqual([390, 844])
  // dark on a light page too, as it is looked at by night
  const ground = card().locator('.leaflet-container')
  expect(await ground.evaluate((map) => getComputedStyle(map).backgroundColor)).toBe('rgb(17, 24, 23)')
  expect(await axeFaults(sam.page)).toEqual([])
}, 150_000)

test('the ring runs down from when it was placed, and the page sounds until Sam wants it quiet', async () => {
  await expect.poll(secondsLeft, soon).toBe(60)
  await sam.page.clock.setFixedTime(begin + 20_000)
  await expect.poll(secondsLeft, soon).toBe(40)
  const notes = async () => Number(await sam.page.locator('html').getAttribute('data-notes'))
  await expect.poll(notes, soon).toBeGreaterThan(0)
  await card().getByRole('button', { name: 'Mute new orders' }).click()
  await card().getByRole('button', { name: 'Let new orders ring' }).waitFor(soon)
})

test('when the time has run out the card goes by itself and the order goes on waiting in the list', async () => {
  const { data: order } = await ada.supabase.from('orders').select('number').single()
  await sam.page.clock.setFixedTime(begin + 61_000)
  await card().waitFor({ state: 'detached', ...soon })
  await row(sam, order?.number ?? '')
    .getByRole('button', { name: 'Accept' })
    .waitFor(soon)
})

test('an order Sam does not want now is out of his way and stays in the list', async () => {
  const order = await stage.placeOrder(ada, 'laundry')
  await card().getByText(order.number).waitFor(soon)
  await card().getByRole('button', { name: 'Not now' }).click()
  await card().waitFor({ state: 'detached', ...soon })
  await row(sam, order.number).getByRole('button', { name: 'Accept' }).waitFor(soon)
})

test('when Tom is faster Sam is told that the order is gone, and it is in his list no more', async () => {
  const order = await stage.placeOrder(ada)
  await card().getByText(order.number).waitFor(soon)
  const { error } = await tom.supabase.rpc('accept_order', { order_id: order.id })
  expect(error).toBeNull()
  const gone = sam.page.getByRole('dialog', { name: 'This order is gone' })
  await gone.getByText('Somebody else took it').waitFor(soon)
  await gone.getByRole('button', { name: 'To the list' }).click()
  await gone.waitFor({ state: 'detached', ...soon })
  expect(await row(sam, order.number).count()).toBe(0)
})

test('with the keyboard alone Sam hears of an order, takes it, and stands on its page', async () => {
  const order = await stage.placeOrder(ada)
  await card().getByText(order.number).waitFor(soon)
  const focused = () => sam.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused, soon).toBe(`Pharmacy ${order.number}`)
  const accept = card().getByRole('button', { name: 'Accept' })
  for (let i = 0; i < 6 && !(await accept.evaluate((one) => one === document.activeElement)); i++)
    await sam.page.keyboard.press('Tab')
  await sam.page.keyboard.press('Enter')
  await sam.page.getByRole('button', { name: 'Picked up' }).waitFor(soon)
  expect(new URL(sam.page.url()).pathname).toBe(`/orders/${order.id}`)
}, 150_000)

test('with an order under way Sam is told of the next one in a line that covers nothing', async () => {
  const told = sam.page.getByText(/^New order, 1\.\d km from door to door\.$/).waitFor(soon)
  await stage.placeOrder(ada)
  await told
  expect(await card().count()).toBe(0)
  await sam.page.getByRole('button', { name: 'Picked up' }).click()
  await sam.page.getByRole('button', { name: 'Out for delivery' }).waitFor(soon)
})

test('what Sam shares is said on every page with the way to stop beside it, and a browser that refuses is answered with the way back', async () => {
  const sharing = sam.page.getByText('You are sharing your location', { exact: true })
  await sam.page.getByRole('switch', { name: 'Share my location' }).press('Space')
  await sam.page.getByRole('dialog').getByRole('button', { name: 'Agree and share' }).click()
  const here = new URL(sam.page.url()).pathname
  for (const path of [here, '/orders']) {
    if (path !== here) await sam.page.goto(path)
    await sharing.waitFor(soon)
    await sam.page.getByRole('button', { name: 'Stop', exact: true }).waitFor(soon)
  }
  await sam.context.clearPermissions()
  await sam.page.goto(here)
  await sam.page.getByText('Your browser refuses the position').waitFor(soon)
  await sam.page.getByText('How to allow it').waitFor(soon)
  await sam.context.grantPermissions(['geolocation'])
  await sharing.waitFor(soon)
  await sam.page.getByRole('button', { name: 'Stop', exact: true }).click()
  await sharing.waitFor({ state: 'detached', ...soon })
  expect(await axeFaults(sam.page)).toEqual([])
}, 180_000)

test('nothing complained, but of the order that Tom had', () => {
  expect(sam.complaints.filter((line) => !/40[49]/.test(line))).toEqual([])
})

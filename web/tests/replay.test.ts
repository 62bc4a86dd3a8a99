import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { driveAt, offLineM, orderOnTheDrive, sendPositions, setOff, trace } from './drive.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor
let orderId: string
// the drive ends half a minute ago
const lastS = 214
const endedAgoS = 30

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  grace = await stage.actor('Grace', 'staff', { viewport: { width: 1280, height: 800 } })
  orderId = (await orderOnTheDrive(stage, ada, sam)).id
  await setOff(sam, orderId)
  const seconds = Array.from({ length: lastS / 2 + 1 }, (_, i) => i * 2)
  const fixes = seconds.map((second) => ({ ...driveAt(second), secondsAgo: lastS - second + endedAgoS }))
  for (let i = 0; i < fixes.length; i += 50) await sendPositions(sam, orderId, fixes.slice(i, i + 50))
  await sam.supabase.rpc('advance_order', { order_id: orderId, to_status: 'delivered' })
  await stage.signIn(grace)
})
afterAll(() => stage?.close())

const slider = () => grace.page.getByRole('slider', { name: 'Moment of the drive' })
const value = async () => Number(await slider().inputValue())
const end = async (which: 'min' | 'max') => Number(await slider().getAttribute(which))
const place = async () => {
  const marker = grace.page.getByRole('img', { name: 'Position at the moment shown' })
  return {
    lat: Number(await marker.getAttribute('data-lat')),
    lng: Number(await marker.getAttribute('data-lng')),
  }
}

test('Grace comes from the delivered order to its way, with the whole of it on the map', async () => {
  await grace.page.goto(`/orders/${orderId}`)
  await grace.page.getByRole('link', { name: 'Replay the way' }).click()
  await slider().waitFor({ timeout: 40_000 })
  // the two batches it was sent in are a moment apart
  expect(Math.round(((await end('max')) - (await end('min'))) / 30_000)).toBe(Math.round(lastS / 30))
  await expect.poll(() => grace.page.locator('.map-way').getAttribute('d')).toMatch(/^M.+L/)
  await grace.page.getByText('Sam can see that you look at it.').waitFor()
})

test('that she looked stands in the log, which Sam can read', async () => {
  const { data } = await sam.supabase.from('location_views').select('kind, viewer_id').eq('order_id', orderId)
  expect(data).toContainEqual({ kind: 'replay', viewer_id: grace.id })
})

test('the space bar plays the drive along the way it took, and stops it', async () => {
  await grace.page.getByRole('button', { name: '60×' }).click()
  await grace.page.getByRole('heading', { name: /^Way of order/ }).click()
  await grace.page.keyboard.press('Space')
  await grace.page.getByRole('button', { name: 'Pause' }).waitFor()
  const start = await end('min')
  await expect.poll(async () => (await value()) - start, { timeout: 40_000 }).toBeGreaterThan(60_000)
  await grace.page.keyboard.press('Space')
  await grace.page.getByRole('button', { name: 'Play' }).waitFor()
  expect(offLineM(await place(), trace)).toBeLessThan(3)
})

test('keys move the slider by five seconds, by a minute, to the start and the end, and the moment is said in words', async () => {
  await slider().focus()
  await grace.page.keyboard.press('Home')
  await expect.poll(value).toBe(await end('min'))
  await grace.page.keyboard.press('ArrowRight')
  await expect.poll(async () => (await value()) - (await end('min'))).toBe(5_000)
  await grace.page.keyboard.press('Shift+ArrowRight')
  await expect.poll(async () => (await value()) - (await end('min'))).toBe(65_000)
  const seen = await place()
  expect(Math.hypot(seen.lat - driveAt(65).lat, seen.lng - driveAt(65).lng)).toBeLessThan(0.0002)
  expect(await slider().getAttribute('aria-valuetext')).toMatch(/\d:\d\d.*km\/h/)
  await grace.page.keyboard.press('End')
  await expect.poll(value).toBe(await end('max'))
})

test('a crossing is a button that goes to its moment', async () => {
  const left = grace.page.getByRole('button', { name: /Left the pickup/ })
  await left.click()
  await expect.poll(value).toBeLessThan(await end('max'))
})

test('axe finds nothing on the replay, wide and on a phone', async () => {
  for (const width of [1280, 390]) {
    await grace.page.setViewportSize({ width, height: 844 })
    await grace.page.bringToFront()
    expect(await axeFaults(grace.page)).toEqual([])
  }
})

test('once the single positions are deleted Grace still sees the way, and reads what is gone', async () => {
  await stage.sql.query('delete from public.locations where order_id = $1', [orderId])
  await grace.page.reload()
  await grace.page.getByText(/single positions are deleted/).waitFor({ timeout: 40_000 })
  await expect.poll(() => grace.page.locator('.map-way').getAttribute('d')).toMatch(/^M.+L/)
  expect(await slider().count()).toBe(0)
})

test('an order nobody drove for says so, and to Ada there is no such page', async () => {
  const other = await stage.placeOrder(ada)
  await grace.page.goto(`/orders/${other.id}/replay`)
  await grace.page.getByText('No position was recorded for this order.').waitFor({ timeout: 40_000 })
  await stage.signIn(ada)
  await ada.page.goto(`/orders/${orderId}/replay`)
  await ada.page.getByText('There is no page at this address.').waitFor({ timeout: 40_000 })
  const { error } = await ada.supabase.rpc('replay_trail', { order_id: orderId })
  expect(error).toMatchObject({ hint: 'not_staff' })
})

test('her page complained of nothing', () => {
  expect(grace.complaints).toEqual([])
})

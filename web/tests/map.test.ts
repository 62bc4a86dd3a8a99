import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import {
  driveAt,
  giveRoad,
  offLineM,
  orderOnTheDrive,
  sendPositions,
  setOff,
  tell,
  trace,
  withoutRouter,
} from './drive.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let orderId: string
let withRouter: (() => Promise<unknown>) | undefined
// the part of the drive these tests are about, seconds into it, and the road a router would give for it
const startS = 66
const road = trace.filter((fix) => fix.offset_s <= 214)

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  // not Sam yet: his browser would share by itself, and here his phone is these tests
  await stage.signIn(ada)
  // the road of these tests is that of the trace, not one that a router would draw
  withRouter = await withoutRouter(stage)
  orderId = (await orderOnTheDrive(stage, ada, sam)).id
})
afterAll(async () => {
  await withRouter?.()
  await stage?.close()
})

const marker = () => ada.page.getByRole('img', { name: /^Sam's position/ })
const map = () => ada.page.getByRole('application', { name: /^Map/ })
const card = () => ada.page.getByTestId('arrival')
const spoken = () => ada.page.locator('[aria-label="Map"] [aria-live="polite"]')

type Frame = { lat: number; lng: number; at: number; isSame: boolean }

/** From now on the page keeps what the marker shows in each frame, and whether it is still the same element. */
const film = () =>
  marker().evaluate((element: HTMLElement) => {
    const frames: Frame[] = []
    Object.assign(window, { frames })
    requestAnimationFrame(function look() {
      const { lat, lng, at } = element.dataset
      frames.push({ lat: Number(lat), lng: Number(lng), at: Number(at), isSame: element.isConnected })
      requestAnimationFrame(look)
    })
  })
const filmed = () => ada.page.evaluate(() => (window as unknown as { frames: Frame[] }).frames)

let startedMs = 0
/** Sam's phone says where he is now, in the middle of the street or `asideM` beside it; he drives as the car of the trace did. */
async function driveOn(asideM = 0) {
  const seconds = (Date.now() - startedMs) / 1_000
  const { lat, lng, speed_mps, heading_deg } = driveAt(Math.min(startS + seconds, 200))
  const where = { lat, lng: lng + (asideM / 111_195) * 1.42 }
  return sendPositions(sam, orderId, [{ ...where, speed_mps, heading_deg }])
}
/** Drives until what is wanted is so, a position every second. */
async function drivingUntil(isSo: () => Promise<boolean>, asideM: (n: number) => number = () => 0) {
  let n = 0
  await expect
    .poll(
      async () => {
        await driveOn(asideM(n++))
        return isSo()
      },
      { timeout: 40_000, interval: 1_000 },
    )
    .toBe(true)
}

test('Ada sees no marker but why there is none, until Sam shares; the list before it fetched no map', async () => {
  const fetched: string[] = []
  ada.page.on('request', (request) => fetched.push(request.url()))
  await ada.page.reload()
  await ada.page.getByRole('link', { name: /Harbour Road 12/ }).waitFor()
  expect(fetched.filter((url) => /leaflet|order-page|live-map/.test(url))).toEqual([])
  await ada.page.goto(`/orders/${orderId}`)
  await expect.poll(() => card().textContent()).toContain('Waiting for the first position')
  await map().waitFor()
  expect(await marker().count()).toBe(0)
  expect(await ada.page.getByText('could not be loaded').count()).toBe(0)
})

test('a position from minutes ago is drawn as last seen, one of a minute ago as old, one of now as live', async () => {
  await sendPositions(sam, orderId, [{ ...driveAt(0), secondsAgo: 200 }])
  await marker().waitFor({ state: 'attached', timeout: 30_000 })
  const look = () => marker().getAttribute('data-look')
  await expect.poll(look).toBe('lost')
  await expect.poll(() => marker().textContent()).toMatch(/^last seen/)
  await sendPositions(sam, orderId, [{ ...driveAt(0), secondsAgo: 70 }])
  await expect.poll(look).toBe('stale')
  await sendPositions(sam, orderId, [{ ...driveAt(0), secondsAgo: 0 }])
  await expect.poll(look).toBe('fresh')
  expect(await marker().textContent()).toBe('')
})

test('a pause is shown as a pause at once, and sharing again as live', async () => {
  await sam.supabase.rpc('pause_sharing', { order_id: orderId })
  await expect.poll(() => marker().getAttribute('data-look')).toBe('paused')
  await expect.poll(() => spoken().textContent()).toContain('paused')
  await sam.supabase.rpc('start_sharing', { order_id: orderId, consent_version: 'test' })
  await sendPositions(sam, orderId, [driveAt(2)])
  await expect.poll(() => marker().getAttribute('data-look')).toBe('fresh')
})

test('while Ada looks, the phone of Sam is told that somebody does', async () => {
  expect((await sendPositions(sam, orderId, [driveAt(4)])).is_watched).toBe(true)
})

test('before the pickup the way leads to the pickup, after it to Ada', async () => {
  const next = () => ada.page.locator('.map-fence-next').count()
  await expect.poll(next).toBe(2)
  const ahead = () => ada.page.locator('.map-crow').getAttribute('d')
  const before = await ahead()
  await setOff(sam, orderId)
  await expect.poll(ahead).not.toBe(before)
})

test('along a road the marker glides by frames, never leaves the line and never goes back, though the receiver errs', async () => {
  startedMs = Date.now()
  // there he is an instant later, which the server would not believe of a car: a new stretch of the drive begins
  await stage.sql.query('delete from public.last_locations where order_id = $1', [orderId])
  await stage.sql.query('delete from public.locations where order_id = $1', [orderId])
  await giveRoad(stage, orderId, road)
  // from where it stood to the road is a way of its own; after that it keeps to it
  const shownMs = async () => Number(await marker().getAttribute('data-at'))
  await drivingUntil(
    async () => (await shownMs()) > startedMs + 2_000 && offLineM(await shownPlace(), road) < 1,
  )
  await film()
  await drivingUntil(
    async () => new Set((await filmed()).map(({ lat, lng }) => `${lat} ${lng}`)).size > 30,
    (n) => (n % 2 === 0 ? 14 : -14),
  )
  const frames = await filmed()
  expect(Math.max(...frames.map((frame) => offLineM(frame, road)))).toBeLessThan(2)
  expect(frames.map(({ at }) => at)).toEqual(frames.map(({ at }) => at).sort((a, b) => a - b))
  expect(frames.every(({ isSame }) => isSame)).toBe(true)
  expect(await ada.page.locator('.map-ahead').first().getAttribute('d')).toMatch(/^M/)
})

const shownPlace = async () => ({
  lat: Number(await marker().getAttribute('data-lat')),
  lng: Number(await marker().getAttribute('data-lng')),
})

test('Ada reads a range for the arrival; it is worked out without a road here, and that is said', async () => {
  const [low, high] = [new Date(Date.now() + 300_000), new Date(Date.now() + 720_000)]
  await tell(stage, orderId, 'position_updated', {
    ...{ recorded_at: new Date().toISOString(), received_at: new Date().toISOString(), is_coarse: false },
    ...{ ...(await shownPlace()), accuracy_m: 8, speed_mps: 8, heading_deg: 40, remaining_m: 1_240 },
    ...{ eta_at: low.toISOString(), eta_low_at: low.toISOString(), eta_high_at: high.toISOString() },
    eta_is_approximate: true,
  })
  await expect.poll(() => card().textContent()).toMatch(/^Arrives .*approximate.*1\.2 km to go/)
  // said once, not with each position
  await expect.poll(() => spoken().textContent()).toMatch(/^Sam is .* from you/)
})

test('when her network comes back, the same marker goes on from where it was, never back', async () => {
  await film()
  await ada.context.setOffline(true)
  for (let n = 0; n < 3; n++) await driveOn()
  await ada.context.setOffline(false)
  const before = (await filmed()).at(-1)?.at ?? 0
  await drivingUntil(async () => ((await filmed()).at(-1)?.at ?? 0) > before + 1_000)
  const frames = await filmed()
  expect(frames.map(({ at }) => at)).toEqual(frames.map(({ at }) => at).sort((a, b) => a - b))
  expect(frames.every(({ isSame }) => isSame)).toBe(true)
  expect(await marker().count()).toBe(1)
})

test('a hand takes the camera and gives it back; so do the keys', async () => {
  const follow = ada.page.getByRole('button', { name: 'Follow again' })
  const camera = () => map().getAttribute('data-camera')
  await expect.poll(camera).toBe('follow')
  await ada.page.mouse.move(120, 220)
  await ada.page.mouse.down()
  await ada.page.mouse.move(220, 300, { steps: 8 })
  await ada.page.mouse.up()
  await expect.poll(camera).toBe('free')
  await follow.click()
  await expect.poll(camera).toBe('follow')
  await map().focus()
  await ada.page.keyboard.press('ArrowLeft')
  await expect.poll(camera).toBe('free')
  await ada.page.keyboard.press('f')
  await expect.poll(camera).toBe('follow')
  await ada.page.keyboard.press('+')
  await expect.poll(camera).toBe('free')
  await ada.page.keyboard.press('F')
  await expect.poll(camera).toBe('follow')
  expect(await follow.count()).toBe(0)
})

test('at her door the card says so, and no time any more', async () => {
  await tell(stage, orderId, 'fence_crossed', {
    ...{ place: 'dropoff', kind: 'arrived', at: new Date().toISOString() },
  })
  await expect.poll(() => card().textContent()).toMatch(/^At your door/)
  await expect.poll(() => spoken().textContent()).toBe('Sam is at your door.')
})

test('a position that is only an area is drawn as one, without a body and without the road', async () => {
  const { lat, lng } = driveAt(100)
  await tell(stage, orderId, 'position_updated', {
    ...{ recorded_at: new Date(Date.now() + 1_000).toISOString(), received_at: new Date().toISOString() },
    ...{ lat: Number(lat.toFixed(3)), lng: Number(lng.toFixed(3)), accuracy_m: 110, is_coarse: true },
  })
  await expect.poll(() => marker().getAttribute('data-look')).toBe('area')
  await expect.poll(() => marker().textContent()).toBe('about here')
  expect(await ada.page.locator('.map-mover-body').isVisible()).toBe(false)
})

test("Sam's own map is dark while the rest of his page is as he chose, and shows himself", async () => {
  await stage.signIn(sam)
  await sam.page.goto(`/orders/${orderId}`)
  await sam.page.getByRole('img', { name: /^Sam's position/ }).waitFor({ state: 'attached', timeout: 40_000 })
  const scheme = (selector: string) =>
    sam.page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).colorScheme)
  expect(await scheme('[aria-label="Map"]')).toBe('dark')
  expect(await scheme('body')).not.toBe('dark')
})

test('the marker is gone the moment Sam stops, and Ada reads why', async () => {
  await sam.supabase.rpc('stop_sharing', { order_id: orderId })
  await marker().waitFor({ state: 'detached' })
  await expect.poll(() => card().textContent()).toContain('Sam does not share the position now')
})

test('neither page complained, and axe finds nothing', async () => {
  for (const actor of [ada, sam]) {
    // Sam's page may be sending a position at the moment the share ends, which is refused with 409
    const usual = actor === sam ? /status of 409|WebSocket/ : /ERR_INTERNET_DISCONNECTED|WebSocket/
    expect(actor.complaints.filter((line) => !usual.test(line))).toEqual([])
    await actor.page.bringToFront()
    expect(await axeFaults(actor.page)).toEqual([])
  }
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// a name of this run only: the stack has orders of others under way
const tag = crypto.randomUUID().slice(0, 5)
const partnerName = `Sam${tag}`
const wide = { viewport: { width: 1360, height: 860 } }
const patience = { timeout: 20_000, interval: 100 }
let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor
let noor: Actor
let order: { id: string; number: string }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor(partnerName, 'partner')
  grace = await stage.actor('Grace', 'staff', wide)
  noor = await stage.actor('Noor', 'staff')
  order = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
  await sends(45.2735, 13.7142)
  await Promise.all([stage.signIn(grace), stage.signIn(noor), stage.signIn(ada)])
}, 60_000)
afterAll(async () => {
  await stage?.sql.query('delete from public.orders where partner_id = $1', [sam.id])
  await stage?.close()
})

async function sends(lat: number, lng: number, speed_mps = 8) {
  const { data, error } = await sam.supabase.rpc('ingest_locations', {
    order_id: order.id,
    points: [
      {
        client_id: crypto.randomUUID(),
        recorded_at: new Date().toISOString(),
        ...{ lat, lng, speed_mps, accuracy_m: 6, heading_deg: 40, battery_pct: 64 },
      },
    ],
  })
  if (error) throw error
  expect(data).toMatchObject({ accepted: 1 })
}
const row = ({ page }: Actor) =>
  page
    .getByRole('list', { name: 'Orders under way' })
    .getByRole('link', { name: new RegExp(`^${order.number}`) })
const card = ({ page }: Actor) => page.getByRole('region', { name: 'Chosen order' })
const canvas = ({ page }: Actor) => page.locator('canvas[data-shown]')
const told = async (actor: Actor, what: 'shown' | 'lat' | 'lng') =>
  Number(await canvas(actor).getAttribute(`data-${what}`))
const search = async ({ page }: Actor) => {
  await page.getByRole('searchbox', { name: 'Search orders under way' }).fill(tag)
}

test('a customer who opens the address of operations finds nothing there, and the database refuses by itself', async () => {
  await ada.page.goto('/operations')
  await ada.page.getByText('There is no page at this address.').waitFor()
  const { data, error } = await ada.supabase.rpc('operations_map')
  expect([data, error?.hint]).toEqual([null, 'not_staff'])
})

test('Grace comes from the menu and sees whom Sam carries for, how it stands and where he is', async () => {
  const { page } = grace
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('dialog', { name: 'Account' }).getByRole('link', { name: 'Live operations' }).click()
  await page.getByRole('heading', { name: 'Live operations' }).waitFor()
  await search(grace)
  await row(grace).getByText(`${partnerName} for Ada`).waitFor()
  await row(grace).getByText('Moving, 29 km/h').waitFor()
  await expect.poll(() => told(grace, 'shown'), patience).toBe(1)
  await page.getByText('Live', { exact: true }).waitFor()
})

test('where nobody shares a position yet, the map shows her where the orders go', async () => {
  const tom = await stage.actor(`Tom${crypto.randomUUID().slice(0, 5)}`, 'partner')
  const { id } = await stage.placeOrder(ada)
  await tom.supabase.rpc('accept_order', { order_id: id })
  const { page } = grace
  await page.getByRole('searchbox', { name: 'Search orders under way' }).fill(tom.name)
  await page.getByRole('list', { name: 'Orders under way' }).getByText(`${tom.name} for Ada`).waitFor()
  await expect.poll(() => told(grace, 'shown'), patience).toBe(0)
  const scale = page.locator('.leaflet-control-scale-line')
  // a press while the map still zooms is lost
  const pressed = (name: string) => async () => {
    await page.getByRole('button', { name }).click()
    return scale.textContent()
  }
  await expect.poll(pressed('Zoom out'), patience).toMatch(/\d\d km$/)
  await expect.poll(pressed('Show all orders'), patience).toMatch(/\d m$/)
  await stage.sql.query('delete from public.orders where id = $1', [id])
  await search(grace)
})

test('she finds the order by keyboard alone: search, list, card and back', async () => {
  const { page } = grace
  await page.getByRole('heading', { name: 'Live operations' }).click()
  await page.keyboard.press('/')
  await page.keyboard.press('ArrowDown')
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await expect.poll(focused, patience).toContain(order.number)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/operations/${order.id}`)
  await card(grace).getByText('From Pharmacy, Main Street 1 to Harbour Road 12').waitFor()
  await card(grace).getByText('64%').waitFor()
  // the card has the focus, and j goes on from the chosen row
  await expect.poll(focused, patience).toBe(`Order ${order.number}`)
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect.poll(focused, patience).toContain(`${partnerName} for Ada`)
  await page.keyboard.press('Escape')
  await page.waitForURL('**/operations')
  await expect.poll(() => card(grace).count(), patience).toBe(0)
  await expect.poll(focused, patience).toContain(order.number)
  await page.keyboard.press('Enter')
  await card(grace).waitFor()
  for (const [name, path] of [
    ['Open the order', ''],
    ['Conversation', '/chat'],
    ['Replay', '/replay'],
  ])
    expect(await card(grace).getByRole('link', { name }).getAttribute('href')).toBe(
      `/orders/${order.id}${path}`,
    )
})

test('Sam moves, and his marker glides there on her map without a reload', async () => {
  await expect.poll(() => told(grace, 'lat'), patience).toBeCloseTo(45.2735, 5)
  await sends(45.2741, 13.7149)
  const between: number[] = []
  await expect
    .poll(async () => {
      const lat = await told(grace, 'lat')
      if (lat > 45.27351 && lat < 45.27409) between.push(lat)
      return lat
    }, patience)
    .toBeCloseTo(45.2741, 5)
  // a way that can be seen, and never back
  expect(between).toEqual([...between].sort((a, b) => a - b))
})

test('he stands, pauses and goes on, and row, card and filter follow', async () => {
  const { page } = grace
  await sends(45.2741, 13.7149, 0)
  await row(grace).getByText('Standing').waitFor()
  await sam.supabase.rpc('pause_sharing', { order_id: order.id })
  await row(grace)
    .getByText(/^Paused/)
    .waitFor()
  await page.getByRole('button', { name: /^Moving/ }).click()
  await expect.poll(() => row(grace).count(), patience).toBe(0)
  // the chosen one stays on the map
  await card(grace)
    .getByText(/^Paused/)
    .waitFor()
  await page.getByRole('button', { name: /^Paused/ }).click()
  await row(grace).waitFor()
  await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
  await expect.poll(() => row(grace).count(), patience).toBe(0)
  await page.getByRole('button', { name: /^All/ }).click()
  await row(grace).waitFor()
  await stage.sql.query(
    `update public.last_locations set eta_at = now() - interval '9 minutes', eta_low_at = now() - interval '10 minutes', eta_high_at = now() - interval '8 minutes', remaining_m = 800 where order_id = $1`,
    [order.id],
  )
  await row(grace).getByText('Late').waitFor()
  await card(grace).getByText('800 m').waitFor()
  await page.getByRole('button', { name: /^Late/ }).click()
  await row(grace).waitFor()
  await page.getByRole('button', { name: /^All/ }).click()
})

test('what she sees has no fault that axe finds, in the light and in the dark', async () => {
  expect(await axeFaults(grace.page)).toEqual([])
  await grace.page.emulateMedia({ colorScheme: 'dark' })
  expect(await axeFaults(grace.page)).toEqual([])
  await grace.page.emulateMedia({ colorScheme: 'light' })
})

test('on a phone the map fills the screen, and a sheet has the list, then the card', async () => {
  const { page } = noor
  await page.goto('/operations')
  await search(noor)
  await row(noor).waitFor()
  await expect.poll(() => told(noor, 'shown'), patience).toBe(1)
  expect(await axeFaults(noor.page)).toEqual([])
  await row(noor).click()
  await card(noor).getByText('Harbour Road 12').waitFor()
  expect(await axeFaults(noor.page)).toEqual([])
  await card(noor).getByRole('button', { name: 'Close (Esc)' }).click()
  await row(noor).waitFor()
})

test('without a network she keeps what she saw and reads of when it is; back again it goes on', async () => {
  const { page, context } = noor
  await context.setOffline(true)
  await page.getByText(/^Offline, as of/).waitFor()
  await row(noor).waitFor()
  await context.setOffline(false)
  await page.getByText('Live', { exact: true }).waitFor()
})

test('when the orders do not load she reads it and tries again', async () => {
  const { page } = noor
  await page.route('**/rpc/operations_map', (route) =>
    route.fulfill({ status: 400, json: { message: 'no' } }),
  )
  await page.reload()
  await page.getByText('The orders did not load.').waitFor()
  await page.unroute('**/rpc/operations_map')
  await page.getByRole('button', { name: 'Try again' }).click()
  await search(noor)
  await row(noor).waitFor()
})

test('five hundred orders move at once on one canvas', async () => {
  const { page } = grace
  const { sql } = stage
  await page.keyboard.press('Escape')
  // without what an order sets off: the five hundred letters of notice would be measured too
  await sql.query(
    'begin; alter table public.orders disable trigger user; alter table public.location_shares disable trigger user',
  )
  await sql.query(
    `with made as (
       insert into public.orders (client_id, customer_id, partner_id, kind, status, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
       select gen_random_uuid(), $1, $2, 'laundry', 'out_for_delivery', 'a', 45.2, 13.7, 'b', 45.3, 13.8 from generate_series(1, 500)
       returning id, partner_id
     ), shared as (
       insert into public.location_shares (order_id, partner_id, consent_version) select id, partner_id, 'test' from made
     )
     insert into public.last_locations (order_id, partner_id, recorded_at, lat, lng, accuracy_m, speed_mps, heading_deg)
     select id, partner_id, now(), 45.2 + random() * 0.1, 13.6 + random() * 0.2, 5, 9, random() * 359 from made`,
    [ada.id, sam.id],
  )
  await sql.query(
    'alter table public.orders enable trigger user; alter table public.location_shares enable trigger user; commit',
  )
  await page.goto('/operations')
  await search(grace)
  await expect.poll(() => told(grace, 'shown'), patience).toBe(501)
  await page.evaluate(() => {
    const w = window as unknown as { frames: number[]; isMeasured: boolean }
    w.frames = []
    w.isMeasured = true
    let last = performance.now()
    const step = (now: number) => {
      w.frames.push(now - last)
      last = now
      if (w.isMeasured) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })
  for (let i = 0; i < 3; i++) {
    await sql.query(
      `update public.last_locations set recorded_at = clock_timestamp(), received_at = now(), heading_deg = random() * 359,
         lat = lat + (random() - 0.5) * 0.001, lng = lng + (random() - 0.5) * 0.001 where partner_id = $1`,
      [sam.id],
    )
    // the next tick tells it
    await expect
      .poll(
        async () => (await sql.query('select count(*)::int as due from private.operations_due')).rows[0].due,
        patience,
      )
      .toBe(0)
  }
  const frames = await page.evaluate(() => {
    const w = window as unknown as { frames: number[]; isMeasured: boolean }
    w.isMeasured = false
    return w.frames
  })
  const sorted = frames.slice(5).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(1)
  const long = sorted.filter((ms) => ms > 50).length
  console.log(
    `500 moving orders: ${sorted.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, over 50 ms: ${long}`,
  )
  expect(sorted.length).toBeGreaterThan(10)
  // one canvas and no element per order, and of the list only what is near the screen
  expect(await page.locator('.leaflet-marker-icon').count()).toBe(0)
  expect(await page.getByRole('list', { name: 'Orders under way' }).getByRole('link').count()).toBeLessThan(
    60,
  )
  expect(await page.locator('[aria-setsize]').first().getAttribute('aria-setsize')).toBe('501')
})

test('a delivered order leaves the map by itself, and its card says so', async () => {
  const { page } = grace
  await page.goto(`/operations/${order.id}`)
  await card(grace).getByText('Harbour Road 12').waitFor()
  for (const to_status of ['picked_up', 'out_for_delivery', 'delivered'] as const)
    await sam.supabase.rpc('advance_order', { order_id: order.id, to_status })
  await card(grace).getByText('This order is closed, or its partner has left it.').waitFor()
  // the network was never gone for her, so nothing may have been complained of
  expect(grace.complaints).toEqual([])
})

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readGpx } from '../../demo/gpx.ts'
import { type Fix, traceOf } from '../../demo/trace.ts'
import { asAdmin, join, type Person, person, sandboxUrl } from './actors.ts'

const file = readFileSync(new URL('../../demo/car-visnjan.gpx', import.meta.url), 'utf8')
const drive = traceOf(readGpx(file)).fixes
/** The drive to its long stop, 229 s after it began, and the whole of it: back to where it began, where it stands from 411 s on. */
const journeys = [
  { name: 'to the stop', arrivedS: 229 },
  { name: 'the whole round', arrivedS: 411 },
]
type Place = { lat: number; lng: number }

let ada: Person
let sam: Person
beforeAll(async () => {
  ada = await person('Ada')
  sam = await person('Sam', 'partner')
})
afterAll(async () => {
  await asAdmin('update private.settings set routing = true')
  await Promise.all([ada, sam].map(({ supabase }) => supabase.removeAllChannels()))
})

/** An order on its way from one place to another, shared since an hour ago so that a recorded drive can be sent. */
async function underway(from: Place, to: Place): Promise<string> {
  const { data: order, error } = await ada.supabase.rpc('place_order', {
    client_id: crypto.randomUUID(),
    kind: 'pharmacy',
    pickup_address: 'Pharmacy',
    pickup_lat: from.lat,
    pickup_lng: from.lng,
    dropoff_address: 'Door',
    dropoff_lat: to.lat,
    dropoff_lng: to.lng,
  })
  if (error) throw new Error(error.message)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  for (const to_status of ['picked_up', 'out_for_delivery'] as const)
    await sam.supabase.rpc('advance_order', { order_id: order.id, to_status })
  await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'v1' })
  await asAdmin(
    `update public.location_shares set started_at = now() - interval '1 hour' where order_id = $1`,
    [order.id],
  )
  return order.id
}

const began = Date.now() - 30 * 60_000
const at = (seconds: number) => new Date(began + seconds * 1000).toISOString()

async function send(order_id: string, fix: Fix) {
  const { offset_s, ...where } = fix
  const point = { client_id: crypto.randomUUID(), recorded_at: at(offset_s), accuracy_m: 8, ...where }
  const { data, error } = await sam.supabase.rpc('ingest_locations', { order_id, points: [point] })
  if (error) throw new Error(error.message)
  return data as { accepted: number }
}

type Shown = { eta_at: Date; eta_low_at: Date; eta_high_at: Date; eta_is_approximate: boolean }
async function shown(order_id: string): Promise<Shown> {
  const [row] = await asAdmin<Shown>(
    'select eta_at, eta_low_at, eta_high_at, eta_is_approximate from public.last_locations where order_id = $1',
    [order_id],
  )
  if (!row) throw new Error('there is no position')
  return row
}

const roadOf = async (order_id: string) =>
  (await asAdmin('select from private.order_routes where order_id = $1', [order_id])).length
const fixAt = (seconds: number) => drive.find(({ offset_s }) => offset_s >= seconds) as Fix

/** Drives and says how far off, in seconds, each time shown was; half a minute before the end nobody looks any more. */
async function replay(arrivedS: number, hasRoad: boolean) {
  await asAdmin('update private.settings set routing = $1', [hasRoad])
  // a device may not send so many calls in a minute as these drives replayed one after another
  sam = await person('Sam', 'partner')
  const [first, last] = [drive[0] as Fix, fixAt(arrivedS)]
  const order = await underway(first, last)
  const said: { shown: Shown; offS: number }[] = []
  for (const fix of drive.filter(({ offset_s }) => offset_s <= arrivedS)) {
    expect((await send(order, fix)).accepted).toBe(1)
    if (fix === first && hasRoad) await expect.poll(() => roadOf(order)).toBe(1)
    const now = await shown(order)
    if (fix !== first && fix.offset_s < arrivedS - 30)
      said.push({ shown: now, offS: (now.eta_at.getTime() - began) / 1000 - arrivedS })
  }
  const { error } = await sam.supabase.rpc('advance_order', { order_id: order, to_status: 'delivered' })
  expect(error).toBeNull()
  const off = said.map(({ offS }) => Math.abs(offS)).sort((a, b) => a - b)
  const truth = began + arrivedS * 1000
  const times = said.map(({ shown: s }) => s.eta_at.getTime())
  // how often what is shown turned round: earlier after later, or later after earlier
  const steps = times.map((time, n) => time - (times[n - 1] ?? time)).filter((step) => step !== 0)
  return {
    order,
    said,
    mean: off.reduce((sum, s) => sum + s, 0) / off.length,
    median: off[Math.floor(off.length / 2)] ?? 0,
    inRange:
      said.filter(({ shown: s }) => s.eta_low_at.getTime() <= truth && truth <= s.eta_high_at.getTime())
        .length / said.length,
    changes: steps.length,
    turns: steps.filter((step, n) => n > 0 && Math.sign(step) !== Math.sign(steps[n - 1] ?? step)).length,
  }
}

test.each(journeys)(
  'on a real drive ($name) Ada is told the time better with a road than without, and it does not flicker',
  async ({ name, arrivedS }) => {
    const road = await replay(arrivedS, true)
    const none = await replay(arrivedS, false)
    for (const [how, r] of [
      ['road', road],
      ['straight line', none],
    ] as const)
      console.log(
        `${name}, ${how}: off by ${Math.round(r.mean)} s on average, ${Math.round(r.median)} s median; in range ${Math.round(r.inRange * 100)} %; ` +
          `shown time changed ${r.changes} times, turned ${r.turns} times, in ${r.said.length} positions`,
      )
    expect(road.said.every(({ shown: s }) => !s.eta_is_approximate)).toBe(true)
    expect(none.said.every(({ shown: s }) => s.eta_is_approximate)).toBe(true)
    expect(road.mean).toBeLessThan(none.mean)
    expect(road.mean).toBeLessThan(120)
    expect(road.turns).toBeLessThanOrEqual(4)
    // what it was worth is kept for learning
    const kept = await asAdmin<{ n: number }>(
      'select count(*)::int n from private.arrival_predictions where order_id = $1 and arrived_at is not null',
      [road.order],
    )
    expect(kept[0]?.n).toBeGreaterThanOrEqual(3)
  },
  240_000,
)

test('Ada, who watches, hears of the road when it comes, and reads the same by opening the order', async () => {
  await asAdmin('update private.settings set routing = true, route_cache_minutes = 0')
  const order = await underway({ lat: 45.31, lng: 13.6 }, { lat: 45.33, lng: 13.64 })
  const { data } = await ada.supabase.rpc('open_tracking', { order_id: order })
  const { topic } = data as { topic: string }
  const joined = await join(ada.supabase, topic)
  if (joined.state !== 'joined') throw new Error('Ada was not let in')
  await send(order, { offset_s: 0, lat: 45.31, lng: 13.6, speed_mps: 0, heading_deg: 0 })
  await expect.poll(() => joined.heard.filter(({ event }) => event === 'route_updated').length).toBe(1)
  const told = joined.heard.find(({ event }) => event === 'route_updated')?.payload
  const { data: opened } = await ada.supabase.rpc('open_tracking', { order_id: order })
  const { route } = opened as { route: Record<string, unknown> }
  expect(Object.keys(route).sort()).toEqual(['distance_m', 'duration_s', 'fetched_at', 'polyline'])
  expect(told).toMatchObject({ polyline: route.polyline, distance_m: route.distance_m })
  expect(Number(route.distance_m)).toBeGreaterThan(3800)
  // closed: the road is gone with the position
  await sam.supabase.rpc('advance_order', { order_id: order, to_status: 'delivered' })
  expect(await roadOf(order)).toBe(0)
  await asAdmin('update private.settings set route_cache_minutes = 60')
})

const fault = (to: Place, more: object) =>
  fetch(`${sandboxUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'router', to: `${to.lng.toFixed(5)},${to.lat.toFixed(5)}`, ...more }),
  }).then(({ status }) => expect(status).toBe(201))

test('a router that is down, busy and then back gives the road after all, and meanwhile there is an honest guess', async () => {
  // a door of this run: a road that is known is not asked for again
  const door = { lat: 45.3571 + Math.random() / 1000, lng: 13.7003 }
  await fault(door, { mode: 'fail', code: 500 })
  await fault(door, { mode: 'fail', code: 429, ms: 1000 })
  const order = await underway({ lat: 45.35, lng: 13.7 }, door)
  await send(order, { offset_s: 0, lat: 45.35, lng: 13.7, speed_mps: 0, heading_deg: 0 })
  expect((await shown(order)).eta_is_approximate).toBe(true)
  const waiting = () =>
    asAdmin<{ attempts: number }>('select attempts from private.route_requests where order_id = $1', [order])
  // a try counts from its beginning: until it is over there is nothing to hasten
  const hasten = () =>
    asAdmin(
      'update private.route_requests set next_attempt_at = now() where order_id = $1 and attempts > 0 and lease_token is null',
      [order],
    )
  const tried = async () => {
    const [row] = await waiting()
    if (row?.attempts === 1) await hasten()
    return row?.attempts
  }
  await expect.poll(tried, { timeout: 60_000 }).toBe(2)
  const arrived = async () => {
    await hasten()
    return roadOf(order)
  }
  await expect.poll(arrived, { timeout: 60_000 }).toBe(1)
  await send(order, { offset_s: 10, lat: 45.35, lng: 13.7, speed_mps: 0, heading_deg: 0 })
  expect((await shown(order)).eta_is_approximate).toBe(false)
}, 150_000)

test.each([
  ['knows no road', { mode: 'fail', code: 400 }],
  ['answers garbage', { mode: 'lose', manner: 'garbage' }],
  ['sends ten megabytes', { mode: 'lose', manner: 'huge' }],
  ['redirects elsewhere', { mode: 'lose', manner: 'redirect' }],
])('a router that %s is left alone, and Ada has an honest guess', async (_, mode) => {
  const door = { lat: 45.4 + Math.random() / 100, lng: 13.7 }
  await fault(door, { ...mode, times: 5 })
  const order = await underway({ lat: 45.39, lng: 13.7 }, door)
  await send(order, { offset_s: 0, lat: 45.39, lng: 13.7, speed_mps: 0, heading_deg: 0 })
  const resting = () =>
    asAdmin<{ rests: boolean }>(
      `select route_after > now() + interval '5 minutes' as rests from private.arrivals where order_id = $1`,
      [order],
    )
  await expect.poll(async () => (await resting())[0]?.rests, { timeout: 30_000 }).toBe(true)
  expect(await roadOf(order)).toBe(0)
  expect((await shown(order)).eta_is_approximate).toBe(true)
})

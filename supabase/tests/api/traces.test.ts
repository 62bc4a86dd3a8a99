import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseGpx } from '../../demo/trace.ts'
import { inTime } from '../in-time.ts'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

/** A real drive, as phones would send it on a bad day: whatever comes how, the trail is the drive. */
const drive = parseGpx(readFileSync(new URL('../../demo/car-visnjan.gpx', import.meta.url), 'utf8'))
const last = drive.length - 1

type Point = { client_id: string; recorded_at: string; lat: number; lng: number; accuracy_m: number }
type Answer = { accepted: number; refused: { client_id: string; reason: string }[]; is_watched: boolean }

let sam: Person
let orderId: string
let watcher: Connection
beforeAll(async () => {
  const ada = await person('Ada')
  sam = await person('Sam', 'partner')
  orderId = (await placeOrder(ada)).id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  await sam.supabase.rpc('start_sharing', { order_id: orderId, consent_version: 'v1' })
  await asAdmin(
    `update public.location_shares set started_at = now() - interval '2 hours' where order_id = $1`,
    [orderId],
  )
  watcher = await openConnection()
})
afterAll(() => watcher?.close())

/** An order with nothing sent yet and a partner who has rested. */
const beginAgain = () =>
  watcher.sql(
    `with trail as (delete from public.locations where order_id = $1), doubts as (delete from private.doubtful_positions where order_id = $1),
       marker as (delete from public.last_locations where order_id = $1) delete from private.paces where user_id = $2`,
    [orderId, sam.id],
  )

async function send(points: Point[], clockErrorMs = 0): Promise<Answer> {
  const { data, error } = await sam.supabase.rpc('ingest_locations', {
    order_id: orderId,
    points,
    sent_at: new Date(Date.now() + clockErrorMs).toISOString(),
  })
  expect(error).toBeNull()
  return data as Answer
}

const trail = async () =>
  (
    await watcher.sql(
      'select client_id, lat, lng from public.locations where order_id = $1 order by recorded_at',
      [orderId],
    )
  ).map(({ client_id, lat, lng }) => [client_id, lat, lng])
const markerMs = async () => {
  const [row] = await watcher.sql(
    'select recorded_at, client_id from public.last_locations left join lateral (select client_id from public.locations l where l.order_id = last_locations.order_id and l.recorded_at = last_locations.recorded_at) l on true where order_id = $1',
    [orderId],
  )
  return row && { at: (row.recorded_at as Date).getTime(), client_id: row.client_id }
}

/** The drive as if it had just ended, by a device whose clock is wrong by so much. */
function points(clockErrorMs: number, offAt: (n: number) => [number, number] = () => [0, 0]): Point[] {
  const began = Date.now() - (drive[last]?.offset_s ?? 0) * 1000 + clockErrorMs
  return drive.map((fix, n) => {
    const [dLat, dLng] = offAt(n)
    return {
      client_id: crypto.randomUUID(),
      recorded_at: new Date(began + fix.offset_s * 1000).toISOString(),
      ...{ lat: fix.lat + dLat, lng: fix.lng + dLng, accuracy_m: 8 },
    }
  })
}

// a second or so beside a true fix, further away than ten minutes of 60 m/s; between any two, more true fixes than vote
const teleport = fc.record({
  away: fc.constantFrom([0.4, 0], [0, -0.6], [-3, 5], [0.3, 0.3]) as fc.Arbitrary<[number, number]>,
  late_ms: fc.integer({ min: 500, max: 3000 }),
})
const day = fc.record({
  clockErrorMs: fc.constantFrom(0, 0, 12_000, -25_000, 45_000, 3 * 3_600_000, -2 * 86_400_000),
  teleports: fc.array(fc.option(teleport, { freq: 2 }), { minLength: 17, maxLength: 17 }),
  // a run of fixes that never were: from which, how many
  gap: fc.record({ from: fc.integer({ min: 4, max: 60 }), length: fc.integer({ min: 0, max: 38 }) }),
  again: fc.array(fc.nat(last), { maxLength: 30 }),
  sizes: fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 6 }),
  // 0 as it was, 1 wholly shuffled: how far a point may come out of place
  disorder: fc.constantFrom(0, 0.05, 0.3, 1),
  seed: fc.integer(),
})

/** What is sent, in the order it is sent in, and which of it is the drive. */
function aBadDay({
  clockErrorMs,
  teleports,
  gap,
  again,
  disorder,
  seed,
}: Omit<typeof day extends fc.Arbitrary<infer T> ? T : never, 'sizes'>) {
  const isGone = (n: number) => n >= gap.from && n < gap.from + gap.length
  const all = points(clockErrorMs)
  const clean = all.filter((_, n) => !isGone(n))
  const jumps = teleports.flatMap((one, n) => {
    const place = Math.round(((n + 0.5) * clean.length) / teleports.length)
    const beside = clean[place]
    // the last fix is the drive's: after a jump that nobody followed the marker would wait there
    if (!one || !beside || place >= clean.length - 1) return []
    const recorded_at = new Date(Date.parse(beside.recorded_at) + one.late_ms).toISOString()
    return [
      {
        ...beside,
        client_id: crypto.randomUUID(),
        recorded_at,
        lat: beside.lat + one.away[0],
        lng: beside.lng + one.away[1],
      },
    ]
  })
  const inOrder = [...clean, ...jumps].sort((a, b) => Date.parse(a.recorded_at) - Date.parse(b.recorded_at))
  let state = seed >>> 0
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const sent = [...inOrder, ...again.flatMap((n) => (inOrder[n] ? [inOrder[n]] : []))]
    .map((point, n) => ({ point, place: n / inOrder.length + (random() - 0.5) * 2 * disorder }))
    .sort((a, b) => a.place - b.place)
    .map(({ point }) => point)
  return { clean, jumps, sent }
}

test('a drive sent as it was is the trail, each point of it', async () => {
  await beginAgain()
  const sent = points(0)
  const answers = [await send(sent.slice(0, 100)), await send(sent.slice(100))]
  expect(answers.flatMap(({ refused }) => refused)).toEqual([])
  expect((await trail()).map(([id]) => id)).toEqual(sent.map(({ client_id }) => client_id))
})

test('a drive sent late, shuffled, doubled, with gaps and jumps, by a wrong clock, in any batches, is the same trail', async () => {
  await fc.assert(
    fc.asyncProperty(
      day,
      inTime(15, async ({ sizes, ...how }) => {
        await beginAgain()
        const { clean, jumps, sent } = aBadDay(how)
        const answered = new Map<string, string>()
        let before = Number.NEGATIVE_INFINITY
        for (let from = 0, n = 0; from < sent.length; n++) {
          const batch = sent.slice(from, from + (sizes[n % sizes.length] ?? 1))
          from += batch.length
          const { accepted, refused } = await send(batch, how.clockErrorMs)
          expect(accepted + refused.length).toBe(batch.length)
          for (const { client_id, reason } of refused) answered.set(client_id, reason)
          const marker = await markerMs()
          expect(marker?.at ?? before).toBeGreaterThanOrEqual(before)
          before = marker?.at ?? before
        }
        expect(await trail()).toEqual(clean.map(({ client_id, lat, lng }) => [client_id, lat, lng]))
        expect((await markerMs())?.client_id).toBe(clean.at(-1)?.client_id)
        expect(
          [...answered.values()].filter((reason) => reason !== 'jump' && reason !== 'duplicate'),
        ).toEqual([])
        const [kept] = await watcher.sql(
          'select count(*)::int as n from private.doubtful_positions where order_id = $1',
          [orderId],
        )
        expect(kept?.n).toBe(jumps.length)
      }),
    ),
    { numRuns: 40 },
  )
})

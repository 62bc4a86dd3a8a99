import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Person, person, placeOrder } from './actors.ts'
import { type Connection, openConnection } from './connection.ts'

// metres from the dropoff, seconds since the fix before
type Fix = { east: number; north: number; accuracy: number; after: number }
type Crossing = { place: string; kind: string; at: string }

const [near, arrive] = [500, 80]
const metre = 1 / 111_195.08
const edges = [arrive, 1.5 * arrive, near, 1.5 * near]

/** Along the edges of the circles with jitter, and away from them and back, never faster than 20 m/s. */
const walk: fc.Arbitrary<Fix[]> = fc
  .array(
    fc.record({
      away: fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .tuple(fc.constantFrom(...edges), fc.integer({ min: -25, max: 25 }))
            .map(([edge, jitter]) => edge + jitter),
        },
        { weight: 2, arbitrary: fc.integer({ min: 0, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 3000 }) },
      ),
      bearing: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
      accuracy: fc.constantFrom(5, 5, 20, 60, 100),
      pause: fc.integer({ min: 5, max: 40 }),
    }),
    { minLength: 4, maxLength: 24 },
  )
  .map((steps) => {
    let before = { east: 3000, north: 0 }
    return steps.map(({ away, bearing, accuracy, pause }) => {
      const here = { east: Math.round(away * Math.cos(bearing)), north: Math.round(away * Math.sin(bearing)) }
      const after = pause + Math.ceil(Math.hypot(here.east - before.east, here.north - before.north) / 20)
      before = here
      return { ...here, accuracy, after }
    })
  })

describe('a partner who walks along the edges of the circles', () => {
  // one moment for all, so that the same walk has the same times
  const ended = Date.now()
  let db: Connection
  let sam: Person
  let order: { id: string; dropoff_lat: number; dropoff_lng: number; customer_id: string | null }

  const asAdmin = () =>
    db.sql(`select set_config('role', 'postgres', true), set_config('request.jwt.claims', '', true)`)
  const one = async (sql: string) => (await db.sql(sql, [order.id]))[0]?.n

  beforeAll(async () => {
    const ada = await person('Ada')
    ;[sam, db] = await Promise.all([person('Sam', 'partner'), openConnection()])
    order = await placeOrder(ada)
    await sam.supabase.rpc('accept_order', { order_id: order.id })
    await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
    await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'picked_up' })
    // everything below is rolled back; a pickup far away and consent long ago leave the walk free
    await db.sql('begin')
    await db.sql('update private.settings set position_calls_per_minute = 1000000')
    await db.sql(
      `update public.location_shares set started_at = now() - interval '1 day' where order_id = $1`,
      [order.id],
    )
    await db.sql('update public.orders set pickup_lat = pickup_lat + 1 where id = $1', [order.id])
    await db.sql('savepoint walk')
  })
  afterAll(async () => {
    await db.sql('rollback')
    await db.close()
  })

  /** Sends the walk in these batches; what was crossed, and how often it was told. */
  async function send(fixes: Fix[], batches: number[], isRepeated = false) {
    await db.sql('rollback to savepoint walk')
    const total = fixes.reduce((sum, { after }) => sum + after, 0)
    let clock = ended - 1000 * total
    const points = fixes.map(({ east, north, accuracy, after }, n) => {
      clock += after * 1000
      return {
        client_id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        recorded_at: new Date(clock).toISOString(),
        lat: order.dropoff_lat + north * metre,
        lng: order.dropoff_lng + (east * metre) / Math.cos((order.dropoff_lat * Math.PI) / 180),
        accuracy_m: accuracy,
      }
    })
    await db.actAs(sam.id)
    const sent: typeof points = []
    while (sent.length < points.length) {
      const size = batches[sent.length % batches.length] ?? 1
      const batch = points.slice(sent.length, sent.length + size)
      sent.push(...batch)
      await db.sql('select public.ingest_locations($1, $2::jsonb)', [
        order.id,
        JSON.stringify(batch.toReversed()),
      ])
      // an answer that was lost: the same again, and something older with it
      if (isRepeated)
        await db.sql('select public.ingest_locations($1, $2::jsonb)', [
          order.id,
          JSON.stringify(sent.slice(-5)),
        ])
    }
    await asAdmin()
    const crossings = (await db.sql(
      `select place::text, kind::text, to_char(at at time zone 'utc', 'HH24:MI:SS.MS') as at from public.fence_crossings
       where order_id = $1 order by at, place, kind`,
      [order.id],
    )) as Crossing[]
    return {
      crossings,
      taken: Number(await one('select count(*) n from public.locations where order_id = $1')),
    }
  }

  const named = (crossings: Crossing[]) => crossings.map(({ place, kind }) => `${place} ${kind}`)

  test('crosses each fence at most once and in order, however positions are batched and repeated, and each is told once', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        walk,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
        async (fixes, batches) => {
          const { crossings: single, taken } = await send(fixes, [1])
          expect(taken, 'the walk is one that is believed').toBe(fixes.length)
          const { crossings } = await send(fixes, batches, true)
          expect(crossings).toEqual(single)
          expect(new Set(named(crossings)).size).toBe(crossings.length)
          expect(
            ['arriving', 'arrived', 'left'].filter((kind) => crossings.some((one) => one.kind === kind)),
          ).toEqual(crossings.map(({ kind }) => kind))
          expect(named(crossings).every((name) => name.startsWith('dropoff'))).toBe(true)
          seen += crossings.length
          // said once each, on the map and in the room
          for (const table of [
            `realtime.messages where event = 'fence_crossed' and topic like 'order:' || $1::text || '%'`,
            `public.messages m join public.rooms r on r.id = m.room_id where r.order_id = $1 and m.meta ->> 'event' like '%dropoff'`,
          ])
            expect(Number(await one(`select count(*) n from ${table}`))).toBe(crossings.length)
          const told = Number(
            await one(
              `select count(*) n from public.notifications where subject_id = $1 and event_type in ('location.arriving', 'location.arrived')`,
            ),
          )
          expect(told).toBeLessThanOrEqual(crossings.filter(({ kind }) => kind !== 'left').length)
        },
      ),
      { numRuns: 40 },
    )
    expect(seen, 'walks that cross nothing prove nothing').toBeGreaterThan(20)
  }, 120_000)

  test('is said to be where two exact positions in a row show it, and nowhere they never were', async () => {
    await fc.assert(
      fc.asyncProperty(walk, async (fixes) => {
        const { crossings } = await send(fixes, [1])
        const away = fixes.map(({ east, north }) => Math.hypot(east, north))
        const inside = (radius: number) =>
          fixes.some(
            (fix, i) =>
              i > 0 &&
              Math.max(fix.accuracy, fixes[i - 1]?.accuracy ?? 0) <= 50 &&
              Math.max(away[i] ?? 0, away[i - 1] ?? 0) < radius - 1,
          )
        const names = named(crossings)
        if (inside(arrive)) expect(names).toContain('dropoff arrived')
        if (inside(near)) expect(names.length, 'near or at').toBeGreaterThan(0)
        // every way is eastward of the house and near its axis, so the closest of a way is one of its ends
        if (Math.min(...away) > near + 1) expect(names).toEqual([])
        if (Math.min(...away) > arrive + 1) expect(names).not.toContain('dropoff arrived')
        if (names.includes('dropoff left')) expect(Math.max(...away)).toBeGreaterThan(1.5 * arrive)
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

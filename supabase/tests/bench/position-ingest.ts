import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { withDatabase } from '../../check/database.ts'
import { type Benchmark, interleave, type Side } from './comparison.ts'
import { type LeanConnection, leanConnection } from './lean-connection.ts'
import { type Carried, claims, fillOrders, fix } from './position-load.ts'

const clients = 8
const secondsPerSide = 4

/**
 * P10: a position taken in full by ingest_locations (person, order, consent, pace, neighbours, trail, marker, arrival, fences, what
 * the parties hear) against the bare insert of the same row into a table with the same two indexes and nothing else; both by
 * prepared statements on eight connections, each commit flushed. Ours is one call with one point, as a phone makes it while watched.
 */
export const positionIngest: Benchmark = ({ rounds, log }) =>
  withDatabase(async (client, url) => {
    const carried = await fillOrders(client, clients)
    await client.query('create schema bench')
    await client.query('create table bench.locations (like public.locations including all)')
    const figures = await interleave(
      rounds,
      { ours: await ours(client, url, carried), bare: await bare(client, url, carried) },
      log,
    )
    return [
      {
        ...{ id: 'P10', what: `position taken in full, ${clients} clients`, unit: '/s' },
        ...{ peer: 'bare insert of the same row', goal: 0.5, isMoreBetter: true },
        ...{ ours: figures.ours, peers: figures.bare },
      },
    ]
  })

async function ours(client: pg.Client, url: string, carried: Carried[]): Promise<Side> {
  const phones = await Promise.all(
    carried.map(({ partnerId }) =>
      leanConnection(
        url,
        `set role authenticated; set request.jwt.claims = '${claims(partnerId)}'`,
        'select public.ingest_locations($1, $2, $3)',
      ),
    ),
  )
  return async () => {
    await settle(client)
    const figure = await sendFor(phones, (n, i) => {
      const recorded_at = new Date().toISOString()
      const point = { client_id: randomUUID(), recorded_at, ...fix(i), accuracy_m: 8, battery_pct: 80 }
      return [carried[n]?.orderId ?? '', JSON.stringify([point]), recorded_at]
    })
    const { rows } = await client.query(`select (select count(*)::int from public.locations) as taken,
      (select count(*)::int from realtime.messages where event = 'position_updated') as said`)
    if (rows[0].taken < figure * secondsPerSide * 0.9 || rows[0].said < rows[0].taken * 0.9)
      throw new Error(`${rows[0].taken} positions were taken and ${rows[0].said} said aloud`)
    return figure
  }
}

async function bare(client: pg.Client, url: string, carried: Carried[]): Promise<Side> {
  const statement = `insert into bench.locations
    (order_id, partner_id, recorded_at, client_id, lat, lng, accuracy_m, speed_mps, heading_deg, battery_pct, source)
    values ($1, $2, $3, $4, $5, $6, 8, $7, $8, 80, 'browser')`
  const writers = await Promise.all(carried.map(() => leanConnection(url, 'select 1', statement)))
  return async () => {
    await settle(client)
    return sendFor(writers, (n, i) => {
      const { orderId = '', partnerId = '' } = carried[n] ?? {}
      const { lat, lng, speed_mps, heading_deg } = fix(i)
      const row = [
        orderId,
        partnerId,
        new Date().toISOString(),
        randomUUID(),
        lat,
        lng,
        speed_mps,
        heading_deg,
      ]
      return row.map(String)
    })
  }
}

/** What earlier rounds left to clean up must not be paid by this one. */
async function settle(client: pg.Client): Promise<void> {
  await client.query(
    'truncate bench.locations, public.locations, public.last_locations, private.doubtful_positions, realtime.messages',
  )
  await client.query('vacuum public.orders, public.location_shares, private.paces, private.fence_states')
}

/** Every connection sends one after another until the time is over; calls in a second. */
async function sendFor(
  connections: LeanConnection[],
  parameters: (connection: number, i: number) => string[],
): Promise<number> {
  const since = performance.now()
  const end = since + secondsPerSide * 1000
  let done = 0
  await Promise.all(
    connections.map(async (connection, n) => {
      for (let i = 0; performance.now() < end; i++) {
        await connection.run(parameters(n, i))
        done++
      }
    }),
  )
  return (done * 1000) / (performance.now() - since)
}

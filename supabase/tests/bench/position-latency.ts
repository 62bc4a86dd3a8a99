import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark, Comparison } from './comparison.ts'
import { leanConnection } from './lean-connection.ts'
import { claims, fillOrders, fix } from './position-load.ts'
import { startProcess, withRealtime } from './realtime-stage.ts'

const orders = 30
const perSecond = 60
const seconds = 6

/**
 * P10b, P10c: from the call of the partner's phone to the callback in the customer's browser, with thirty orders watched and sixty
 * positions a second, six times what their phones send. In full: ingest_locations, the row it says aloud, the WAL, the Realtime
 * server, the policy of the topic, supabase-js. Against what an eye forgives a marker that is drawn between two positions.
 */
export const positionLatency: Benchmark = ({ rounds, log }) =>
  withRealtime(async ({ databaseUrl, client, realtime, startRealtime, sign }) => {
    const carried = await fillOrders(client, orders)
    const watchers: { token: string; topic: string }[] = []
    for (const { orderId, customerId } of carried) {
      await client.query(`select set_config('request.jwt.claims', $1, false)`, [claims(customerId)])
      const { rows } = await client.query(`select public.open_tracking($1) ->> 'topic' as topic`, [orderId])
      watchers.push({
        token: await sign({ role: 'authenticated', sub: customerId }),
        topic: String(rows[0].topic),
      })
    }
    const anonKey = await sign({ role: 'anon' })
    const listeners = startProcess('position-listeners.ts')
    const phones = await Promise.all(
      carried.map(({ partnerId }) =>
        leanConnection(
          databaseUrl,
          `set role authenticated; set request.jwt.claims = '${claims(partnerId)}'`,
          'select public.ingest_locations($1, $2, $3)',
        ),
      ),
    )
    const figures = { p50: [] as number[], p99: [] as number[] }
    try {
      for (let round = 0; round <= rounds; round++) {
        await client.query('truncate public.locations, public.last_locations, realtime.messages')
        await listeners.ask({ url: await startRealtime(), anonKey, watchers })
        // a phone sends its next position when the one before is answered
        const queues = phones.map(() => Promise.resolve())
        const since = performance.now()
        for (let sent = 0; sent < perSecond * seconds; sent++) {
          await pause(Math.max(0, since + (sent / perSecond) * 1000 - performance.now()))
          const n = sent % orders
          const recorded_at = new Date().toISOString()
          const point = { client_id: randomUUID(), recorded_at, ...fix(), accuracy_m: 8 }
          const parameters = [carried[n]?.orderId ?? '', JSON.stringify([point]), recorded_at]
          queues[n] = (queues[n] ?? Promise.resolve()).then(() => phones[n]?.run(parameters))
        }
        await Promise.all(queues)
        const said = perSecond * seconds
        const { heard, p50Ms, p99Ms } = await listeners.ask<Record<'heard' | 'p50Ms' | 'p99Ms', number>>({
          until: said,
        })
        await listeners.ask('leave')
        await realtime.ask('stop')
        if (heard !== said) throw new Error(`${heard} of ${said} positions were heard`)
        log(`${round === 0 ? 'warm-up' : `round ${round}`}: p50 ${p50Ms} ms, p99 ${p99Ms} ms`)
        if (round > 0) {
          figures.p50.push(p50Ms)
          figures.p99.push(p99Ms)
        }
      }
    } finally {
      listeners.stop()
    }
    const budget = (id: string, share: 'p50' | 'p99', budgetMs: number): Comparison => ({
      ...{ id, what: `position to callback elsewhere, ${share} at ${perSecond}/s`, unit: 'ms' },
      ...{ peer: `${budgetMs} ms`, goal: 1, isMoreBetter: false },
      ...{ ours: figures[share], peers: figures[share].map(() => budgetMs) },
    })
    return [budget('P10b', 'p99', 250), budget('P10c', 'p50', 50)]
  })

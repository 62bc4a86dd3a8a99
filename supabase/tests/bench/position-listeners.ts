// Customers of P10b: supabase-js, one order each. Counts until the app's own callback has the parsed position.
import { createClient } from '@supabase/supabase-js'
import { WebSocket } from 'ws'
import { answerOrders, percentile } from './realtime-stage.ts'

type Watcher = { token: string; topic: string }
type Order = { url: string; anonKey: string; watchers: Watcher[] } | { until: number } | 'leave'

let latenciesMs: number[] = []
let leave: (() => Promise<unknown>)[] = []

answerOrders<Order>(async (order) => {
  if (order === 'leave') {
    await Promise.all(leave.map((close) => close()))
    leave = []
    return
  }
  if ('until' in order) {
    // a server that loses something is not waited for for ever
    for (const deadline = Date.now() + 20_000; latenciesMs.length < order.until && Date.now() < deadline; )
      await new Promise((resolve) => setTimeout(resolve, 5))
    const [p50Ms, p99Ms] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)]
    return { heard: latenciesMs.length, p50Ms, p99Ms }
  }
  latenciesMs = []
  leave = await Promise.all(order.watchers.map((watcher) => watch(order.url, order.anonKey, watcher)))
})

async function watch(url: string, anonKey: string, { token, topic }: Watcher) {
  const client = createClient(url, anonKey, {
    // Node 20 has no WebSocket of its own
    realtime: { transport: WebSocket as never },
    accessToken: async () => token,
  })
  await client.realtime.setAuth()
  await new Promise<void>((resolve, reject) => {
    client
      .channel(topic, { config: { private: true } })
      // sent at the moment it was recorded
      .on('broadcast', { event: 'position_updated' }, ({ payload }) =>
        latenciesMs.push(Date.now() - Date.parse(payload.recorded_at)),
      )
      .subscribe((status, error) =>
        status === 'SUBSCRIBED' ? resolve() : reject(error ?? new Error(status)),
      )
  })
  return async () => {
    await client.removeAllChannels()
    await client.realtime.disconnect()
  }
}

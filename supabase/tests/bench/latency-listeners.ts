// Browsers of P4: supabase-js for ours, a bare WebSocket for the peers. Counts until the app's own callback has the parsed row.
import { createClient } from '@supabase/supabase-js'
import { WebSocket } from 'ws'
import { answerOrders, percentile, sharedClockMs } from './realtime-stage.ts'

type Browser = { token: string; rooms: string[] }
type Order =
  | { kind: 'ours' | 'peer'; url: string; anonKey: string; browsers: Browser[] }
  | { until: number }
  | 'leave'

let latenciesMs: number[] = []
let leave: (() => unknown)[] = []
const heard = (meta: { t: number }) => latenciesMs.push(sharedClockMs() - meta.t)

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
    return {
      heard: latenciesMs.length,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
    }
  }
  latenciesMs = []
  const open = order.kind === 'ours' ? openSupabase : openBare
  leave = await Promise.all(order.browsers.map((browser) => open(order.url, order.anonKey, browser)))
})

async function openSupabase(url: string, anonKey: string, { token, rooms }: Browser) {
  const client = createClient(url, anonKey, {
    // Node 20 has no WebSocket of its own
    realtime: { transport: WebSocket as never },
    accessToken: async () => token,
  })
  await client.realtime.setAuth()
  await Promise.all(
    rooms.map(
      (room) =>
        new Promise<void>((resolve, reject) => {
          client
            .channel(`room:${room}:1`, { config: { private: true } })
            .on('broadcast', { event: 'message_created' }, ({ payload }) => heard(payload.meta))
            .subscribe((status, error) =>
              status === 'SUBSCRIBED' ? resolve() : reject(error ?? new Error(status)),
            )
        }),
    ),
  )
  return async () => {
    await client.removeAllChannels()
    await client.realtime.disconnect()
  }
}

async function openBare(url: string, _anonKey: string, { rooms }: Browser) {
  const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: false })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => socket.send(JSON.stringify(rooms)))
    socket.once('message', () => resolve())
  })
  socket.on('message', (bytes) => heard(JSON.parse(bytes.toString()).meta))
  return () => socket.terminate()
}

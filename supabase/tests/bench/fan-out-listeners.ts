// A thousand sockets that count what they hear; bare ones for every side, so that receiving costs all the same.
import { WebSocket } from 'ws'
import { answerOrders, percentile, sharedClockMs } from './realtime-stage.ts'

type Order =
  | { kind: 'ours' | 'ws' | 'socketIo'; url: string; token: string; topic: string; sockets: number }
  | 'forget'
  | { until: number }

const sampleEvery = 20
const atOnce = 50
let heard = 0
let latenciesMs: number[] = []

answerOrders<Order>(async (order) => {
  if (order === 'forget') {
    heard = 0
    latenciesMs = []
    return
  }
  if ('until' in order) {
    // a server that loses something is not waited for for ever
    for (const deadline = Date.now() + 20_000; heard < order.until && Date.now() < deadline; )
      await new Promise((resolve) => setTimeout(resolve, 2))
    return { heard, p99Ms: percentile(latenciesMs, 0.99) }
  }
  for (let first = 0; first < order.sockets; first += atOnce) {
    const batch = Math.min(atOnce, order.sockets - first)
    await Promise.all(Array.from({ length: batch }, (_, i) => open(order, first + i)))
  }
})

function open(order: Extract<Order, { kind: string }>, place: number): Promise<void> {
  const { kind, token, topic } = order
  const base = order.url.replace('http', 'ws')
  const path = {
    ours: `/realtime/v1/websocket?apikey=${token}&vsn=2.0.0`,
    ws: '/',
    socketIo: '/socket.io/?EIO=4&transport=websocket',
  }[kind]
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(base + path, { perMessageDeflate: false })
    socket.once('error', reject)
    socket.once('open', () => {
      if (kind === 'ours')
        socket.send(
          JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config: { private: true } }]),
        )
      if (kind === 'ws') resolve()
    })
    socket.on('message', (frame: Buffer) => {
      const at = frame.indexOf('"t"')
      if (at !== -1) {
        heard++
        if (place % sampleEvery === 0)
          latenciesMs.push(
            sharedClockMs() -
              Number.parseFloat(frame.toString('latin1', at + 4, at + 40).replace(/^[: ]+/, '')),
          )
        return
      }
      const text = frame.toString('latin1')
      if (kind === 'ours' && text.includes('"status":"ok"')) resolve()
      else if (kind === 'ours') reject(new Error(text))
      // the handshake of socket.io and its heartbeat
      else if (text.startsWith('0')) socket.send('40')
      else if (text.startsWith('40')) resolve()
      else if (text === '2') socket.send('3')
    })
    // Phoenix closes whoever is silent for a minute
    if (kind === 'ours') setInterval(() => socket.send('[null,"1","phoenix","heartbeat",{}]'), 25_000).unref()
  })
}

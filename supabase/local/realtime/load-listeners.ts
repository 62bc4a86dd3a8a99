import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { listenOrder, sharedClockMs } from './load-report.ts'

// A process of its own, so that receiving does not slow the server that is measured. Started by load.ts.

const AT_ONCE = 50
const SAMPLE_EVERY = 10

async function listen({ url, token, topic, sockets }: v.InferOutput<typeof listenOrder>) {
  const received = new Array<number>(sockets).fill(0)
  const latenciesMs: number[] = []
  const open = (place: number) =>
    new Promise<void>((resolve, reject) => {
      const ws = new WebSocket(`${url}/realtime/v1/websocket?apikey=${token}&vsn=2.0.0`, {
        perMessageDeflate: false,
      })
      ws.once('error', reject)
      ws.once('open', () =>
        ws.send(JSON.stringify(['1', '1', `realtime:${topic}`, 'phx_join', { config: { private: true } }])),
      )
      ws.on('message', (frame: Buffer, isBinary) => {
        if (!isBinary) {
          if (frame.includes('"status":"ok"')) resolve()
          else reject(new Error(frame.toString()))
          return
        }
        received[place] = (received[place] ?? 0) + 1
        if (place % SAMPLE_EVERY !== 0) return
        const sentAt = /"t": ?([\d.]+)/.exec(frame.toString('latin1'))?.[1]
        latenciesMs.push(sharedClockMs() - Number(sentAt))
      })
    })
  for (let first = 0; first < sockets; first += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, sockets - first) }, (_, i) => open(first + i)))
  }
  return () => ({ received, latenciesMs })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once('disconnect', () => process.exit())
  process.once('message', async (order) => {
    const report = await listen(v.parse(listenOrder, order))
    process.on('message', () => process.send?.(report()))
    process.send?.('joined')
  })
}

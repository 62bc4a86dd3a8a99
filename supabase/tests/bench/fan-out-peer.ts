// A peer of P5: a server that says the same message to all its sockets, as its documents say is fastest.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { answerOrders, cpuMicros, sharedClockMs } from './realtime-stage.ts'

type Order = { start: 'ws' | 'socketIo' } | { say: object; times: number; perSecond: number } | 'cpu'

let sayToAll: (message: object) => void = () => {}

answerOrders<Order>(async (order) => {
  if (order === 'cpu') return cpuMicros()
  if ('start' in order) return listen(order.start)
  const since = performance.now()
  for (let said = 0; said < order.times; ) {
    const due = Math.min(order.times, ((performance.now() - since) / 1000) * order.perSecond)
    for (; said < due; said++) sayToAll({ ...order.say, meta: { t: sharedClockMs() } })
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
})

async function listen(kind: 'ws' | 'socketIo'): Promise<string> {
  const server = createServer()
  if (kind === 'ws') {
    const sockets = new WebSocketServer({ server, perMessageDeflate: false })
    sayToAll = (message) => {
      // made once, as a buffer: ws would turn a string into bytes for every socket
      const bytes = Buffer.from(JSON.stringify([null, null, 'room', 'broadcast', message]))
      for (const socket of sockets.clients) socket.send(bytes, { binary: false })
    }
  } else {
    // no polling and no compression; its adapter encodes and frames once for all since 4.6
    const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
    io.on('connection', (socket) => socket.join('room'))
    sayToAll = (message) => io.to('room').emit('broadcast', message)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

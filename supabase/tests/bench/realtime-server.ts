// The Realtime server of the stack alone in a process, so that its processor time is its own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRealtime } from '../../local/realtime/server.ts'
import { answerOrders, cpuMicros } from './realtime-stage.ts'

type Order = { databaseUrl: string; jwtSecret: string } | 'cpu' | 'stop'

let stop = async () => {}

answerOrders<Order>(async (order) => {
  if (order === 'cpu') return cpuMicros()
  if (order === 'stop') return stop()
  const realtime = await startRealtime({ ...order, apiKeys: {}, log: (line) => console.error(line) })
  while (!realtime.stats().isReplicating) await sleep(5)
  const server = createServer((request, response) => void realtime.handle(request, response))
  server.on('upgrade', realtime.upgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = async () => {
    await realtime.stop()
    server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

// Writes messages at a fixed rate, whether or not the earlier ones came back: a stall is felt by all that follow.
import { randomUUID } from 'node:crypto'
import { type LeanConnection, leanConnection } from './lean-connection.ts'
import { words } from './message-load.ts'
import { answerOrders, sharedClockMs } from './realtime-stage.ts'

type Order = {
  databaseUrl: string
  table: string
  rooms: string[]
  sender: string
  perSecond: number
  count: number
}

const connections = 8
const opened = new Map<string, LeanConnection[]>()
let seq = 0

answerOrders<Order>(async ({ databaseUrl, table, rooms, sender, perSecond, count }) => {
  const writers = opened.get(table) ?? (await open(databaseUrl, table))
  opened.set(table, writers)
  const queues = writers.map(() => Promise.resolve())
  const since = performance.now()
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, ((performance.now() - since) / 1000) * perSecond)
    for (; sent < due; sent++) {
      seq++
      const meta = JSON.stringify({ t: sharedClockMs() })
      const row = [rooms[seq % rooms.length] ?? '', String(seq), sender, randomUUID(), words, meta]
      const place = sent % connections
      queues[place] = (queues[place] ?? Promise.resolve()).then(() => writers[place]?.run(row))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(queues)
})

function open(databaseUrl: string, table: string): Promise<LeanConnection[]> {
  const statement = `insert into ${table} (room_id, seq, rev, sender_id, client_id, body, meta) values ($1, $2, $2, $3, $4, $5, $6)`
  return Promise.all(
    Array.from({ length: connections }, () => leanConnection(databaseUrl, 'select 1', statement)),
  )
}

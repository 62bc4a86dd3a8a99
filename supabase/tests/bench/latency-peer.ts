// A peer of P4: what somebody would write first. Rows come from the WAL or by NOTIFY and go out over ws to whoever asked for the room.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { LogicalReplicationService, PgoutputPlugin } from 'pg-logical-replication'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerOrders } from './realtime-stage.ts'

type Order = { start: 'pgoutput' | 'notify'; databaseUrl: string } | 'stop'

const slot = 'bench'
let stop = async () => {}

answerOrders<Order>(async (order) => {
  if (order === 'stop') return stop()
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  const rooms = new Map<string, Set<WebSocket>>()
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes) => {
      for (const room of JSON.parse(bytes.toString())) {
        const members = rooms.get(room) ?? new Set()
        rooms.set(room, members.add(socket))
      }
      socket.send('"joined"')
    })
  })
  const fan = (room: string, text: string) => {
    const bytes = Buffer.from(text)
    for (const socket of rooms.get(room) ?? []) socket.send(bytes, { binary: false })
  }
  const stopReading = await (order.start === 'pgoutput' ? readWal : listen)(order.databaseUrl, fan)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = async () => {
    await stopReading()
    for (const socket of sockets.clients) socket.terminate()
    server.close()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

type Fan = (room: string, text: string) => void

async function readWal(databaseUrl: string, fan: Fan) {
  const admin = new pg.Client({ connectionString: databaseUrl })
  await admin.connect()
  await admin.query(`select pg_create_logical_replication_slot('${slot}', 'pgoutput')`)
  const service = new LogicalReplicationService({ connectionString: databaseUrl })
  service.on('data', (_lsn: string, message: { tag: string; new: { room_id: string } }) => {
    if (message.tag === 'insert') fan(message.new.room_id, JSON.stringify(message.new))
  })
  const started = new Promise((resolve) => service.once('start', resolve))
  const plugin = new PgoutputPlugin({ protoVersion: 1, publicationNames: ['bench'] })
  service.subscribe(plugin, slot).catch((cause) => console.error(cause.message))
  await started
  return async () => {
    await service.stop()
    // the walsender lets go a moment after its connection does
    const drop = `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '${slot}' and not active`
    for (let dropped = 0; dropped === 0; ) dropped = (await admin.query(drop)).rowCount ?? 0
    await admin.end()
  }
}

async function listen(databaseUrl: string, fan: Fan) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  client.on('notification', ({ payload = '' }) => fan(JSON.parse(payload).room_id, payload))
  await client.query('listen bench')
  return () => client.end()
}

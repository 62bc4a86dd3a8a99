import { type Benchmark, interleave, type Side } from './comparison.ts'
import { fillRooms, personOf, roomId, words } from './message-load.ts'
import { type BenchProcess, sharedClockMs, startProcess, withRealtime } from './realtime-stage.ts'

const sockets = 1000
const perSecond = 50
const messages = 150

/**
 * P5: processor time of the server for each delivery, a thousand sockets in one room, 50 messages a second. Ours is the whole way
 * from the WAL: rows of messages, said by their trigger, read, and fanned out to sockets that were let in by the policies. The
 * peers only send. Each server and the listeners of each have a process of their own.
 */
export const fanOut: Benchmark = ({ rounds, log }) =>
  withRealtime(async ({ client, realtime, startRealtime, sign }) => {
    await fillRooms(client)
    const token = await sign({ role: 'authenticated', sub: personOf(0, 0) })
    const topic = `room:${roomId(0)}:1`
    const opened: BenchProcess[] = []
    const listen = async (kind: string, url: string) => {
      const listeners = startProcess('fan-out-listeners.ts')
      opened.push(listeners)
      await listeners.ask({ kind, url, token, topic, sockets })
      return listeners
    }
    const peer = async (kind: 'ws' | 'socketIo') => {
      const server = startProcess('fan-out-peer.ts')
      opened.push(server)
      const url = await server.ask<string>({ start: kind })
      return side(server, await listen(kind, url), () =>
        server.ask({ say: said, times: messages, perSecond }),
      )
    }
    const said = await specimen()
    async function specimen() {
      const { rows } = await client.query(
        `insert into public.messages (room_id, seq, rev, sender_id, client_id, body)
         values ($1, 1, 1, $2, gen_random_uuid(), $3) returning to_jsonb(messages) - 'source_event' as said`,
        [roomId(0), personOf(0, 0), words],
      )
      return { event: 'message_created', type: 'broadcast', payload: rows[0].said }
    }
    let seq = 1
    const speak = async () => {
      const since = performance.now()
      for (let said = 0; said < messages; ) {
        const due = Math.min(messages, ((performance.now() - since) / 1000) * perSecond)
        for (; said < due; said++) {
          seq++
          await client.query({
            name: 'speak',
            text: `insert into public.messages (room_id, seq, rev, sender_id, client_id, body, meta)
              values ($1, $2, $2, $3, gen_random_uuid(), $4, jsonb_build_object('t', $5::float8))`,
            values: [roomId(0), seq, personOf(0, 0), words, sharedClockMs()],
          })
        }
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    }
    function side(server: BenchProcess, listeners: BenchProcess, say: () => Promise<unknown>): Side {
      return async () => {
        await listeners.ask('forget')
        const before = await server.ask<number>('cpu')
        await say()
        const { heard, p99Ms } = await listeners.ask<{ heard: number; p99Ms: number }>({
          until: messages * sockets,
        })
        const used = (await server.ask<number>('cpu')) - before
        if (heard !== messages * sockets) throw new Error(`${heard} of ${messages * sockets} were heard`)
        log(`p99 ${p99Ms.toFixed(1)} ms, ${(used / heard).toFixed(2)} µs`)
        return used / heard
      }
    }
    try {
      const sides = {
        ours: side(realtime, await listen('ours', await startRealtime()), speak),
        ws: await peer('ws'),
        socketIo: await peer('socketIo'),
      }
      const figures = await interleave(rounds, sides, log)
      const shared = {
        ...{ what: `processor time of one delivery, ${sockets.toLocaleString('en')} sockets, 50,000/s` },
        ...{ unit: 'µs', isMoreBetter: false, ours: figures.ours },
      }
      return [
        { ...shared, id: 'P5', peer: 'ws 8.23.0 send()', goal: 1, peers: figures.ws },
        { ...shared, id: 'P5b', peer: 'socket.io 4.8.4', goal: 0.65, peers: figures.socketIo },
      ]
    } finally {
      for (const one of opened) one.stop()
    }
  })

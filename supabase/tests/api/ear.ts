import WebSocket from 'ws'
import { publishableKey, url } from './actors.ts'

export type Frame = { topic: string; event: string; payload: Record<string, unknown>; at: number }
type Wire = { topic: string; event: string; ref: string | null; payload: Record<string, unknown> }

/** A socket to Realtime that speaks the protocol by frames, so that it may ask for what the client library would not. */
export type Ear = {
  /** What was said to it: broadcasts, and presence of anybody. */
  heard: Frame[]
  /** Topics that the server closed. */
  closed: string[]
  /** `replay` asks for what was said before, as the client library does on a private channel. */
  join(
    topic: string,
    token: string,
    isPrivate?: boolean,
    replay?: { since: number; limit: number },
  ): Promise<'joined' | 'refused'>
  /** Says an event on a topic, joined or not. */
  say(topic: string, event: string, payload: object): void
  close(): void
}

const withoutPrefix = (topic: string) => topic.replace(/^realtime:/, '')

export async function openEar(): Promise<Ear> {
  const address = `${url.replace(/^http/, 'ws')}/realtime/v1/websocket?apikey=${publishableKey}&vsn=1.0.0`
  const socket = new WebSocket(address)
  const heard: Frame[] = []
  const closed: string[] = []
  const waiting = new Map<string, (status: unknown) => void>()
  let refs = 0
  socket.on('message', (data) => {
    const wire = JSON.parse(String(data)) as Wire
    const { event, payload, ref } = wire
    const topic = withoutPrefix(wire.topic)
    if (event === 'phx_reply') waiting.get(ref ?? '')?.(payload.status)
    else if (event === 'phx_close') closed.push(topic)
    else if (event === 'broadcast')
      heard.push({
        topic,
        event: String(payload.event),
        payload: payload.payload as Frame['payload'],
        at: Date.now(),
      })
    else if (event.startsWith('presence') && JSON.stringify(payload) !== '{}')
      heard.push({ topic, event, payload, at: Date.now() })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const beat = setInterval(() => push('phoenix', 'heartbeat', {}), 15_000)

  function push(topic: string, event: string, payload: object): string {
    const ref = String(++refs)
    const name = topic === 'phoenix' ? topic : `realtime:${topic}`
    if (socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ topic: name, event, payload, ref, join_ref: `j:${topic}` }))
    return ref
  }

  return {
    heard,
    closed,
    join(topic, token, isPrivate = true, replay) {
      const config = {
        private: isPrivate,
        broadcast: { self: true, ack: false, ...(replay && { replay }) },
        presence: { enabled: true, key: '' },
      }
      const ref = push(topic, 'phx_join', { config, access_token: token })
      return new Promise((resolve) => {
        waiting.set(ref, (status) => resolve(status === 'ok' ? 'joined' : 'refused'))
      })
    },
    say: (topic, event, payload) => void push(topic, 'broadcast', { type: 'broadcast', event, payload }),
    close() {
      clearInterval(beat)
      socket.terminate()
    },
  }
}

import { WebSocket } from 'ws'
import type { Harness } from './harness.ts'

/** A message as the server put it on the wire; binary broadcasts are taken apart by hand, not by our own decoder. */
export type Wire = {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of every shape
  payload: any
  isBinary: boolean
}

export type RawSocket = {
  received: Wire[]
  closed: Promise<{ code: number; reason: string }>
  ws: WebSocket
  send(joinRef: string | null, ref: string, topic: string, event: string, payload: unknown): void
  /** Waits for the next message that fits and takes it out of `received`. */
  next(fits: (message: Wire) => boolean, timeoutMs?: number): Promise<Wire>
  /** Joins and gives the answer's payload. The topic comes without `realtime:`; its join ref is `j:<topic>`. */
  join(topic: string, config?: object, token?: string): Promise<Wire['payload']>
  close(): void
}

type Options = { vsn?: '1.0.0' | '2.0.0'; apikey?: string; headers?: Record<string, string> }

/** Speaks the protocol by frames, for what supabase-js would hide. */
export async function openSocket(h: Harness, options: Options = {}): Promise<RawSocket> {
  const { vsn = '2.0.0', apikey = h.anonKey, headers = {} } = options
  const url = `${h.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${apikey}&vsn=${vsn}`
  const ws = new WebSocket(url, { perMessageDeflate: false, headers })
  const received: Wire[] = []
  const waiters = new Set<() => void>()
  ws.on('message', (data: Buffer, isBinary) => {
    received.push(isBinary ? readBroadcast(data) : readText(vsn, data.toString()))
    for (const wake of [...waiters]) wake()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
  })
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve)
    ws.once('error', reject)
  })

  const socket: RawSocket = {
    ...{ received, closed, ws },
    send(join_ref, ref, topic, event, payload) {
      const message =
        vsn === '1.0.0' ? { topic, event, payload, ref, join_ref } : [join_ref, ref, topic, event, payload]
      ws.send(JSON.stringify(message))
    },
    next(fits, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const index = received.findIndex(fits)
          if (index === -1) return
          finish()
          resolve(received.splice(index, 1)[0] as Wire)
        }
        const timer = setTimeout(() => {
          finish()
          const state = `socket ${ws.readyState === ws.OPEN ? 'open' : 'closed'}; server: ${h.lines.join(' | ')}`
          reject(
            new Error(`no such message within ${timeoutMs} ms; got ${JSON.stringify(received)}; ${state}`),
          )
        }, timeoutMs)
        const finish = () => {
          clearTimeout(timer)
          waiters.delete(look)
        }
        waiters.add(look)
        look()
      })
    },
    async join(topic, config = {}, token) {
      const ref = `j:${topic}`
      socket.send(ref, ref, `realtime:${topic}`, 'phx_join', { config, access_token: token })
      return (await socket.next((message) => message.event === 'phx_reply' && message.ref === ref)).payload
    },
    close: () => ws.terminate(),
  }
  return socket
}

function readText(vsn: string, text: string): Wire {
  const message = JSON.parse(text)
  if (vsn === '1.0.0') return { ...message, joinRef: null, isBinary: false }
  const [joinRef, ref, topic, event, payload] = message
  return { joinRef, ref, topic, event, payload, isBinary: false }
}

function readBroadcast(frame: Buffer): Wire {
  const [kind, topicBytes = 0, eventBytes = 0, metaBytes = 0, encoding] = frame
  if (kind !== 4) throw new Error(`kind ${kind}`)
  let at = 5
  const take = (bytes: number) => {
    at += bytes
    return frame.subarray(at - bytes, at)
  }
  const topic = take(topicBytes).toString()
  const event = take(eventBytes).toString()
  const meta = take(metaBytes).toString()
  const body = frame.subarray(at)
  const payload = encoding === 1 ? JSON.parse(body.toString()) : body
  const content = { type: 'broadcast', event, payload, ...(meta && { meta: JSON.parse(meta) }) }
  return { joinRef: null, ref: null, topic, event: 'broadcast', payload: content, isBinary: true }
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import { sid } from '../door.ts'
import { readAccessToken, type VideoKey } from './access-token.ts'
import { type Meeting, meetingOf } from './meeting.ts'
import type { Participant, VideoRooms } from './rooms.ts'

/** Where the SDK connects to instead of wss://global.vss.twilio.com/signaling. */
export const signalingPath = '/twilio/video/signaling'

const heartbeatMs = 5000
/** How long a browser whose socket broke may take to come back. */
const sessionS = 20

const track = v.object({
  id: v.string(),
  kind: v.string(),
  name: v.string(),
  enabled: v.boolean(),
  priority: v.fallback(v.nullable(v.string()), null),
})
const said = v.looseObject({
  type: v.picklist(['ice', 'connect', 'sync', 'update', 'disconnect']),
  token: v.optional(v.string()),
  session: v.optional(v.nullable(v.string())),
  participant: v.optional(v.looseObject({ tracks: v.array(track) })),
  peer_connections: v.optional(v.array(v.looseObject({ id: v.string() }))),
})
const frame = v.object({ type: v.picklist(['hello', 'msg', 'heartbeat', 'bye']), body: v.optional(said) })

/**
 * Twilio's signalling (TCMP frames around RSP messages, as twilio-video 2 speaks them) for rooms of two, peer to peer: it hands
 * offers, answers and candidates from one to the other. There is no media server, so nothing is mixed, recorded or measured.
 */
export function videoSignaling(o: { rooms: VideoRooms; key: VideoKey; accountSid: string }) {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 })
  const meetings = new WeakMap<object, Meeting>()
  const timers = new Set<NodeJS.Timeout>()

  const meet = (socket: WebSocket) => {
    const write = (message: Record<string, unknown>) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    }
    const send = (body: Record<string, unknown>) => write({ type: 'msg', body: { version: 2, ...body } })
    const fail = (code: number, message: string) => send({ type: 'error', code, message })
    let me: Participant | null = null
    let meeting: Meeting | null = null
    const beat = setInterval(() => write({ type: 'heartbeat' }), heartbeatMs / 2)
    timers.add(beat)

    const enter = (message: v.InferOutput<typeof said>) => {
      const entry = readAccessToken(message.token, o.key, o.accountSid)
      if ('code' in entry) return fail(entry.code, 'The token does not open this room')
      const room = o.rooms.find(entry.room)
      if (!room || room.status === 'completed') return fail(53106, 'Room not found')
      meeting = meetings.get(room) ?? meetingOf(room, o.rooms)
      meetings.set(room, meeting)
      if (message.type === 'sync') {
        me = meeting.back(message.session ?? '', send)
        if (!me) fail(53204, 'The session is over')
        return
      }
      const again = [...room.participants.values()].find(({ identity }) => identity === entry.identity)
      if (again) {
        again.send?.({ type: 'error', code: 53205, message: 'Disconnected because of a duplicate identity' })
        meeting.leave(again)
      } else if (room.participants.size >= room.maxParticipants) {
        return fail(53105, 'Room contains too many Participants')
      }
      me = {
        sid: sid('PA'),
        identity: entry.identity,
        session: randomUUID(),
        joinedAt: new Date(),
        revision: 0,
        state: 'connected',
        tracks: message.participant?.tracks ?? [],
        trackSids: new Map(),
        send,
      }
      meeting.join(me, { sessionS, ownConnections: message.peer_connections?.map(({ id }) => id) ?? [] })
    }

    const hear = (message: v.InferOutput<typeof said>) => {
      if (message.type === 'ice') send({ type: 'iced', version: 1, ice_servers: [] })
      else if (message.type === 'connect' || message.type === 'sync') enter(message)
      else if (me && meeting && message.type === 'disconnect') {
        meeting.leave(me)
        me = null
      } else if (me && meeting) meeting.update(me, message)
    }

    socket.on('message', (data) => {
      const read = v.safeParse(frame, json(String(data)))
      if (!read.success) return write({ type: 'bad', reason: 'not a message of TCMP' })
      const { type, body } = read.output
      if (type === 'hello') write({ type: 'welcome', negotiatedTimeout: heartbeatMs })
      if (type === 'bye') socket.close(1000)
      if (body) hear(body)
    })
    socket.on('close', () => {
      clearInterval(beat)
      timers.delete(beat)
      if (!me || !meeting || me.state === 'disconnected' || me.send !== send) return
      const [gone, left] = [me, meeting]
      left.lose(gone)
      const timer = setTimeout(() => {
        timers.delete(timer)
        if (gone.state === 'reconnecting') left.leave(gone)
      }, sessionS * 1000)
      timers.add(timer)
    })
  }

  return {
    /** Takes the upgrades of the one path; false for any other. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
      if (new URL(request.url ?? '/', 'http://sandbox').pathname !== signalingPath) return false
      server.handleUpgrade(request, socket, head, meet)
      return true
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { randomUUID } from 'node:crypto'
import { sid } from '../door.ts'
import type { Participant, Track, VideoRoom, VideoRooms } from './rooms.ts'

type Message = Record<string, unknown>
type Update = {
  participant?: { tracks: Track[] } | undefined
  peer_connections?: { id: string }[] | undefined
}

/** What goes on between the two of a room: each hears of the other's tracks, and gets what the other's connection says. */
export type Meeting = {
  join(me: Participant, o: { sessionS: number; ownConnections: string[] }): void
  /** Its socket broke; it may come back. */
  lose(me: Participant): void
  back(session: string, send: (message: Message) => void): Participant | null
  update(me: Participant, update: Update): void
  leave(me: Participant): void
}

export function meetingOf(room: VideoRoom, rooms: VideoRooms): Meeting {
  // what each last said of the connection between them, for who lost its socket meanwhile
  const lastDescription = new Map<Participant, unknown>()
  let revision = 0

  const othersOf = (me: Participant) => [...room.participants.values()].filter((one) => one !== me)
  const sidOf = (one: Participant, track: Track) => {
    const known = one.trackSids.get(track.id) ?? sid('MT')
    one.trackSids.set(track.id, known)
    return known
  }
  const stateOf = (one: Participant): Message => ({
    sid: one.sid,
    identity: one.identity,
    revision: one.revision,
    state: one.state,
    tracks: one.tracks.map((track) => ({ ...track, sid: sidOf(one, track) })),
  })
  const published = (one: Participant): Message => ({
    revision: one.revision,
    tracks: one.tracks.map((track) => ({ id: track.id, sid: sidOf(one, track), state: 'ready' })),
  })
  /** Peer to peer a track has the same id on both sides. */
  const subscribed = (me: Participant): Message => ({
    revision: ++revision,
    tracks: othersOf(me).flatMap((other) =>
      other.tracks.map((track) => ({ id: track.id, sid: sidOf(other, track), state: 'ready' })),
    ),
  })
  const showTo = (me: Participant, more: Message = {}) =>
    me.send?.({
      type: 'update',
      participants: othersOf(me).map(stateOf),
      subscribed: subscribed(me),
      ...more,
    })
  const change = (one: Participant, state: Participant['state']) => {
    one.state = state
    one.revision += 1
  }
  const unpair = () => {
    const id = room.pair
    room.pair = null
    lastDescription.clear()
    return id ? { peer_connections: [{ id, description: { type: 'close', revision: 1 } }] } : {}
  }

  return {
    join(me, { sessionS, ownConnections }) {
      me.revision += 1
      room.participants.set(me.sid, me)
      rooms.tell(room, 'participant-connected', me)
      me.send?.({
        type: 'connected',
        sid: room.sid,
        name: room.name,
        session: me.session,
        options: { session_timeout: sessionS, signaling_region: 'sandbox', media_region: null },
        participant: { sid: me.sid, identity: me.identity },
        participants: othersOf(me).map(stateOf),
        published: published(me),
        subscribed: subscribed(me),
        // what it offers by itself is for a media server, which is not here
        peer_connections: ownConnections.map((id) => ({ id, description: { type: 'close', revision: 1 } })),
      })
      const [other] = othersOf(me)
      if (!other) return
      room.pair = randomUUID()
      showTo(other, {
        peer_connections: [{ id: room.pair, description: { type: 'create-offer', revision: 1 } }],
      })
    },
    lose(me) {
      me.send = null
      change(me, 'reconnecting')
      for (const other of othersOf(me)) showTo(other)
    },
    back(session, send) {
      const me = [...room.participants.values()].find((one) => one.session === session)
      if (!me || room.status === 'completed') return null
      me.send = send
      change(me, 'connected')
      const [other] = othersOf(me)
      const description = other && lastDescription.get(other)
      send({
        type: 'synced',
        participant: { sid: me.sid, identity: me.identity },
        participants: othersOf(me).map(stateOf),
        published: published(me),
        subscribed: subscribed(me),
        peer_connections: room.pair ? [{ id: room.pair, ...(description ? { description } : {}) }] : [],
      })
      for (const one of othersOf(me)) showTo(one)
      return me
    },
    update(me, { participant, peer_connections }) {
      const others = othersOf(me)
      if (participant && JSON.stringify(participant.tracks) !== JSON.stringify(me.tracks)) {
        me.tracks = participant.tracks
        me.revision += 1
        me.send?.({ type: 'update', published: published(me) })
        for (const other of others) showTo(other)
      }
      for (const connection of peer_connections ?? []) {
        if (connection.id !== room.pair) continue
        if ('description' in connection) lastDescription.set(me, connection.description)
        for (const other of others) other.send?.({ type: 'update', peer_connections: [connection] })
      }
    },
    leave(me) {
      if (!room.participants.delete(me.sid)) return
      change(me, 'disconnected')
      rooms.tell(room, 'participant-disconnected', me)
      const closing = unpair()
      for (const other of othersOf(me)) {
        showTo(other, { participants: [stateOf(me)], ...closing })
      }
    },
  }
}

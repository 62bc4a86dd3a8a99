import type { CallbackSender } from '../callback.ts'
import { sid } from '../door.ts'

export type Track = { id: string; kind: string; name: string; enabled: boolean; priority: string | null }

/** One connection of a person to a room. `send` is empty while its socket is gone and may come back. */
export type Participant = {
  sid: string
  identity: string
  session: string
  joinedAt: Date
  revision: number
  state: 'connected' | 'reconnecting' | 'disconnected'
  tracks: Track[]
  /** The name the other side gets of each track, by the browser's own. */
  trackSids: Map<string, string>
  send: ((message: Record<string, unknown>) => void) | null
}

export type VideoRoom = {
  sid: string
  name: string
  type: string
  status: 'in-progress' | 'completed'
  createdAt: Date
  endedAt: Date | null
  maxParticipants: number
  statusCallback: string | null
  participants: Map<string, Participant>
  /** The peer connection between the two, once both are there. */
  pair: string | null
  told: number
}

/** The rooms of the account, in memory: a call does not outlive a restart. */
export function createVideoRooms(o: { callbacks: CallbackSender; accountSid: string }) {
  const rooms = new Map<string, VideoRoom>()

  /** What Twilio posts of a room; twilio.com/docs/video/api/status-callbacks. */
  const tell = (room: VideoRoom, event: string, participant?: Participant) => {
    if (!room.statusCallback) return
    const seconds = (from: Date) => String(Math.round((Date.now() - from.getTime()) / 1000))
    const params: Record<string, string> = {
      AccountSid: o.accountSid,
      RoomSid: room.sid,
      RoomName: room.name,
      RoomStatus: room.status,
      RoomType: room.type,
      StatusCallbackEvent: event,
      Timestamp: new Date().toISOString(),
      SequenceNumber: String(room.told++),
      ...(participant && {
        ParticipantSid: participant.sid,
        ParticipantIdentity: participant.identity,
        ParticipantStatus: participant.state === 'disconnected' ? 'disconnected' : 'connected',
      }),
      ...(participant?.state === 'disconnected' && { ParticipantDuration: seconds(participant.joinedAt) }),
      ...(event === 'room-ended' && { RoomDuration: seconds(room.createdAt) }),
    }
    void o.callbacks.send({ url: room.statusCallback, params, about: room.sid, to: room.name, event })
  }

  return {
    tell,
    /** The room under way of that name or sid, or the ended one of that sid. */
    find(nameOrSid: string): VideoRoom | undefined {
      const named = [...rooms.values()].find(
        ({ name, status }) => name === nameOrSid && status === 'in-progress',
      )
      return named ?? rooms.get(nameOrSid)
    },
    create(asked: Pick<VideoRoom, 'name' | 'type' | 'maxParticipants' | 'statusCallback'>): VideoRoom {
      const room: VideoRoom = {
        ...asked,
        sid: sid('RM'),
        status: 'in-progress',
        createdAt: new Date(),
        endedAt: null,
        participants: new Map(),
        pair: null,
        told: 0,
      }
      rooms.set(room.sid, room)
      tell(room, 'room-created')
      return room
    },
    /** Ends it for everybody in it, who hear that it was completed. */
    complete(room: VideoRoom): void {
      if (room.status === 'completed') return
      room.status = 'completed'
      room.endedAt = new Date()
      for (const participant of room.participants.values()) {
        participant.send?.({ type: 'disconnected', status: 'completed' })
        participant.state = 'disconnected'
        tell(room, 'participant-disconnected', participant)
      }
      room.participants.clear()
      tell(room, 'room-ended')
    },
  }
}

export type VideoRooms = ReturnType<typeof createVideoRooms>

import { type Context, Hono } from 'hono'
import type { Env } from '../../answer.ts'
import { errorAnswer } from '../door.ts'
import { twilioError } from '../error.ts'
import type { VideoRoom, VideoRooms } from './rooms.ts'

/** Twilio's Rooms resource, as far as a call needs it: made, fetched, completed; `/v1/Rooms` below `video.twilio.com`. */
export function videoRoutes(accountSid: string, rooms: VideoRooms): Hono<Env> {
  const app = new Hono<Env>()
  const form = async (c: Context<Env>) => new URLSearchParams(await c.req.text())
  const resource = (room: VideoRoom) => ({
    sid: room.sid,
    account_sid: accountSid,
    unique_name: room.name,
    status: room.status,
    type: room.type,
    max_participants: room.maxParticipants,
    status_callback: room.statusCallback,
    date_created: room.createdAt.toISOString(),
    end_time: room.endedAt?.toISOString() ?? null,
    duration: room.endedAt && Math.round((room.endedAt.getTime() - room.createdAt.getTime()) / 1000),
    participants: [...room.participants.values()].map(({ sid, identity, state }) => ({
      sid,
      identity,
      state,
    })),
  })
  app.post('/v1/Rooms', async (c) => {
    const asked = await form(c)
    const name = asked.get('UniqueName') ?? ''
    if (name && rooms.find(name)?.status === 'in-progress') return errorAnswer(twilioError(53113))
    const room = rooms.create({
      name,
      type: asked.get('Type') || 'group',
      maxParticipants: Number(asked.get('MaxParticipants') || 50),
      statusCallback: asked.get('StatusCallback'),
    })
    return c.json(resource(room), 201)
  })
  app.get('/v1/Rooms/:room', (c) => {
    const room = rooms.find(c.req.param('room'))
    return room ? c.json(resource(room)) : errorAnswer(twilioError(20404, c.req.path))
  })
  app.post('/v1/Rooms/:room', async (c) => {
    const room = rooms.find(c.req.param('room'))
    if (!room) return errorAnswer(twilioError(20404, c.req.path))
    if (room.status === 'completed' || (await form(c)).get('Status') !== 'completed')
      return errorAnswer(twilioError(53112))
    rooms.complete(room)
    return c.json(resource(room))
  })
  return app
}

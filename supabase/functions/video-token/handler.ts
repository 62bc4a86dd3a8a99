import { corsHeaders } from '@supabase/supabase-js/cors'
import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { bearerToken } from '../_shared/secret.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import type { Rooms } from '../_shared/twilio-rooms.ts'

export type Pass = { room: string; identity: string; ttlS: number }

export type Dependencies = {
  rpc: Rpc
  /** The id of the person whose token this is; nothing when it is nobody's. Throws when that cannot be found out. */
  whoIs(token: string): Promise<string | undefined>
  rooms: Rooms
  /** Signs an access token of Twilio for that room alone. */
  sign(pass: Pass): string
  log: Log
}

const body = v.object({ call_id: v.pipe(v.string(), v.uuid()), device_id: v.pipe(v.string(), v.uuid()) })

const answer = v.union([
  v.object({ refused: v.picklist(['call_not_found', 'call_over', 'answered_elsewhere']) }),
  v.object({ room: v.string(), identity: v.string(), ttl_s: v.number() }),
])

/**
 * POST `{ call_id, device_id }` by one of the two of a call that runs, from the device that called or took it: makes the room
 * at Twilio and answers `{ token, room, expires_in_s }`. Errors: not_signed_in, invalid_body, call_not_found, call_over,
 * answered_elsewhere, unavailable.
 */
export function videoToken({ rpc, whoIs, rooms, sign, log }: Dependencies): Handle {
  const handle = serve(
    ['POST'],
    async (request) => {
      const token = bearerToken(request)
      const userId = token && (await whoIs(token))
      if (!userId) return refuse('not_signed_in')
      const read = await readJson(request, body, 1024)
      if (read.refusal) return read.refusal
      const { call_id, device_id } = read.value
      const pass = v.parse(answer, await rpc('call_pass', { call_id, user_id: userId, device_id }))
      if ('refused' in pass) return refuse(pass.refused)
      const room = await rooms.open(pass.room)
      if (room.step === 'failed') {
        log(`room of call ${call_id} not opened: ${room.reason}`)
        return refuse('unavailable')
      }
      // the call may have ended while its room was made: then nothing is to stay of it
      const isRunning = await rpc('note_call_room', { call_id, provider_room: room.sid })
      if (isRunning !== true) {
        const ended = await rooms.end(pass.room)
        if (ended.step === 'failed') log(`room of call ${call_id} not ended: ${ended.reason}`)
        return refuse('call_over')
      }
      const { identity, ttl_s } = pass
      return Response.json({
        token: sign({ room: pass.room, identity, ttlS: ttl_s }),
        room: pass.room,
        expires_in_s: ttl_s,
      })
    },
    log,
  )
  return async (request) => {
    const response =
      request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await handle(request)
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}

import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { clean } from '../_shared/outcome.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { readTwilioForm } from '../_shared/twilio-form.ts'

export type Dependencies = {
  rpc: Rpc
  authToken: string
  /** The public URL of our functions, as Twilio was told it: what Twilio signs. */
  functionsUrl: string
  log: Log
}

const isoTime = v.pipe(v.string(), v.maxLength(40), v.isoTimestamp())
/** twilio.com/docs/video/api/status-callbacks; what a track does is told as well, and is of no interest. */
const report = v.object({
  RoomSid: v.pipe(v.string(), v.regex(/^RM[0-9a-f]{32}$/)),
  RoomName: v.pipe(v.string(), v.maxLength(128)),
  StatusCallbackEvent: v.pipe(v.string(), v.regex(/^[a-z-]{1,40}$/)),
  Timestamp: v.fallback(v.nullable(isoTime), null),
  ParticipantSid: v.optional(v.pipe(v.string(), v.regex(/^PA[0-9a-f]{32}$/))),
  ParticipantIdentity: v.optional(v.pipe(v.string(), v.maxLength(128))),
})
const callId = v.pipe(v.string(), v.uuid())

/**
 * Takes a status callback of a video room: verified, stored, and answered with 204 only when stored. The same report twice is
 * one. Errors: bad_signature, body_too_large, invalid_body, unavailable.
 */
export function videoStatus({ rpc, authToken, functionsUrl, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      const { form, refusal } = await readTwilioForm(request, {
        name: 'video-status',
        authToken,
        functionsUrl,
      })
      if (refusal) return refusal
      const parsed = v.safeParse(report, Object.fromEntries(form))
      if (!parsed.success) return refuse('invalid_body')
      const said = parsed.output
      // a room of the same account that is none of ours
      if (!v.is(callId, said.RoomName)) return new Response(null, { status: 204 })
      try {
        await rpc('record_call_event', {
          event_key: [said.RoomSid, said.StatusCallbackEvent, said.ParticipantSid ?? ''].join(':'),
          call_id: said.RoomName,
          kind: said.StatusCallbackEvent,
          participant: said.ParticipantSid ?? null,
          identity: said.ParticipantIdentity ?? null,
          provider_room: said.RoomSid,
          happened_at: said.Timestamp,
          raw: Object.fromEntries([...form].map(([name, value]) => [clean(name), clean(value, 500)])),
        })
      } catch (cause) {
        log(`report of ${said.RoomSid} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return new Response(null, { status: 204 })
    },
    log,
  )
}

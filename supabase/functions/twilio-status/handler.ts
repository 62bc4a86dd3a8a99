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

const report = v.object({
  MessageSid: v.pipe(v.string(), v.regex(/^[A-Z]{2}[0-9a-f]{32}$/i)),
  MessageStatus: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
  ErrorCode: v.optional(v.pipe(v.string(), v.regex(/^\d{0,10}$/))),
})
const deliveryId = v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null)

/**
 * Takes a status callback of Twilio: verified, stored, and answered with 204 only when stored. The same report twice is
 * one event. Errors: bad_signature, body_too_large, invalid_body, unavailable.
 */
export function twilioStatus({ rpc, authToken, functionsUrl, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      const { form, refusal } = await readTwilioForm(request, {
        name: 'twilio-status',
        authToken,
        functionsUrl,
      })
      if (refusal) return refusal
      const parsed = v.safeParse(report, Object.fromEntries(form))
      if (!parsed.success) return refuse('invalid_body')
      const { MessageSid, MessageStatus, ErrorCode = '' } = parsed.output
      try {
        await rpc('record_provider_event', {
          provider: 'twilio',
          event_key: [MessageSid, MessageStatus, ErrorCode].join(':'),
          provider_message_id: MessageSid,
          delivery_id: v.parse(deliveryId, new URL(request.url).searchParams.get('d')),
          status: MessageStatus,
          error_code: ErrorCode,
          raw: Object.fromEntries([...form].map(([name, value]) => [clean(name), clean(value, 2000)])),
        })
      } catch (cause) {
        log(`callback of ${MessageSid} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return new Response(null, { status: 204 })
    },
    log,
  )
}

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

const incoming = v.object({
  MessageSid: v.pipe(v.string(), v.regex(/^[A-Z]{2}[0-9a-f]{32}$/i)),
  From: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  To: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  // a picture without words has an empty body
  Body: v.optional(v.string(), ''),
  /** Only with Advanced Opt-Out: Twilio knows the word, in whatever language, and has answered it. */
  OptOutType: v.optional(v.picklist(['STOP', 'START', 'HELP'])),
})
const recorded = v.object({ reply: v.nullable(v.string()) })

/**
 * Takes a text somebody sent us: verified, stored once, its keyword obeyed, and answered with TwiML: empty, or what to
 * reply. Errors: bad_signature, body_too_large, invalid_body, unavailable.
 */
export function twilioInbound({ rpc, authToken, functionsUrl, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      const { form, refusal } = await readTwilioForm(request, {
        name: 'twilio-inbound',
        authToken,
        functionsUrl,
      })
      if (refusal) return refusal
      const parsed = v.safeParse(incoming, Object.fromEntries(form))
      if (!parsed.success) return refuse('invalid_body')
      const { MessageSid, From, To, Body, OptOutType } = parsed.output
      try {
        const { reply } = v.parse(
          recorded,
          await rpc('record_inbound_sms', {
            provider: 'twilio',
            provider_message_id: MessageSid,
            from_number: clean(From, 40),
            to_number: clean(To, 40),
            body: clean(Body, 2000),
            opt_out_type: OptOutType ?? null,
          }),
        )
        return twiml(reply)
      } catch (cause) {
        // not 2xx: Twilio then calls the fallback URL, and the text is in its log
        log(`text ${MessageSid} not stored: ${cause}`)
        return refuse('unavailable')
      }
    },
    log,
  )
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function twiml(reply: string | null): Response {
  const message = reply
    ? `<Message>${reply.replace(/[&<>]/g, (letter) => escapes[letter] ?? '')}</Message>`
    : ''
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><Response>${message}</Response>`, {
    headers: { 'content-type': 'text/xml; charset=utf-8' },
  })
}

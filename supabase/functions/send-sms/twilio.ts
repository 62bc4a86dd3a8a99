import Twilio from 'twilio/lib/rest/Twilio.js'
import type { Outcome } from '../_shared/outcome.ts'
import { NotDone, twilioHttp } from '../_shared/twilio-http.ts'

export type Sms = {
  /** E.164 */
  to: string
  body: string
  /** Comes back in the callback's URL, so that a receipt finds its delivery even when the answer to the send was lost. */
  deliveryId: string
  /** Seconds; Twilio takes 1 to 36,000. */
  validityS?: number
}

/** `find`: accepted when Twilio has it, nothing when it has not, else what went wrong with asking. */
export type SmsProvider = {
  send(sms: Sms): Promise<Outcome>
  find(sms: Sms, since: Date): Promise<Outcome | undefined>
}

type Options = {
  accountSid: string
  authToken: string
  messagingServiceSid: string
  /** The public URL of our functions, as Twilio reaches it. */
  functionsUrl: string
  apiBase?: string
  timeoutMs?: number
}

// One page of a look-up holds 50 messages of about 1 kB.
const maxAnswerBytes = 262_144
const pageSize = 50
// Twilio's dates have no fractions, and its clock is not the database's.
const clockSlackMs = 10_000

/** Twilio's Messages resource through the twilio package. */
export function twilioMessages(options: Options): SmsProvider {
  const { accountSid, authToken, messagingServiceSid, functionsUrl, apiBase, timeoutMs = 10_000 } = options
  const httpClient = twilioHttp({ timeoutMs, maxBytes: maxAnswerBytes }, apiBase)
  // the option's type is the class that wraps axios; what the client calls is `request` alone
  const settings = { httpClient } as unknown as ConstructorParameters<typeof Twilio>[2]
  const client = new Twilio(accountSid, authToken, settings)

  return {
    async send({ to, body, deliveryId, validityS }) {
      try {
        const message = await client.messages.create({
          to,
          body,
          messagingServiceSid,
          statusCallback: `${functionsUrl}/twilio-status?d=${deliveryId}`,
          smartEncoded: true,
          ...(validityS === undefined ? {} : { validityPeriod: validityS }),
        })
        return message.sid ? accepted(message) : { outcome: 'ambiguous', code: 'unreadable_answer' }
      } catch (cause) {
        if (cause instanceof NotDone) return cause.outcome
        throw cause
      }
    },

    async find({ to, body }, since) {
      try {
        // not by DateSent: what still waits at Twilio has none and would be sent twice
        const messages = await client.messages.list({ to, limit: pageSize, pageSize })
        const earliest = since.getTime() - clockSlackMs
        const match = messages.findLast(
          (sent) => sent.body === body && sent.dateCreated.getTime() >= earliest,
        )
        return match && accepted(match)
      } catch (cause) {
        if (!(cause instanceof NotDone)) throw cause
        // still in doubt: `retry` keeps in_doubt_since, so it is looked up again
        return { ...cause.outcome, outcome: 'retry', code: 'look_up_failed' }
      }
    },
  }
}

/** Twilio counts segments only once a sender is chosen; until then it says 0. */
function accepted({ sid, numSegments }: { sid: string; numSegments: string }): Outcome {
  const segments = Number(numSegments)
  return { outcome: 'accepted', provider_message_id: sid, ...(segments > 0 ? { segments } : {}) }
}

import Twilio from 'twilio/lib/rest/Twilio.js'
import { type Accepted, clean, type Outcome } from '../_shared/outcome.ts'
import { NotDone, twilioHttp } from '../_shared/twilio-http.ts'
import type { OwnersOf, Sms, SmsProvider } from './sms-provider.ts'

type Options = {
  accountSid: string
  authToken: string
  messagingServiceSid: string
  /** The public URL of our functions, as Twilio reaches it. */
  functionsUrl: string
  ownersOf: OwnersOf
  apiBase?: string
  timeoutMs?: number
}

/** What Twilio took for a message, once it knows. */
export type Price = { provider_message_id: string; price: string; currency: string; segments: number }

export type TwilioMessages = SmsProvider & {
  /** Nothing while the price is not known, or could not be asked. */
  priceOf(messageId: string): Promise<Price | undefined>
}

// One page of a look-up holds 50 messages of about 1 kB.
const maxAnswerBytes = 262_144
const pageSize = 50
// Twilio's dates have no fractions, and its clock is not the database's.
const clockSlackMs = 10_000

/** Twilio's Messages resource through the twilio package. */
export function twilioMessages(options: Options): TwilioMessages {
  const {
    accountSid,
    authToken,
    messagingServiceSid,
    functionsUrl,
    ownersOf,
    apiBase,
    timeoutMs = 10_000,
  } = options
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

    async find(sms, since) {
      try {
        return await findAmong(await alike(sms, since), sms.deliveryId)
      } catch (cause) {
        // still in doubt: `retry` keeps in_doubt_since, so it is looked up again
        const failure = cause instanceof NotDone ? cause.outcome : { error: clean(String(cause)) }
        return { ...failure, outcome: 'retry', code: 'look_up_failed' }
      }
    },

    async priceOf(messageId) {
      try {
        const { price, priceUnit, numSegments } = await client.messages(messageId).fetch()
        if (!price || !priceUnit) return undefined
        return {
          provider_message_id: messageId,
          price,
          currency: priceUnit,
          segments: Number(numSegments) || 0,
        }
      } catch (cause) {
        if (cause instanceof NotDone) return undefined
        throw cause
      }
    },
  }

  /** Messages to that number with these words since then, oldest first. Throws NotDone. */
  async function alike({ to, body }: Sms, since: Date) {
    // not by DateSent: what still waits at Twilio has none and would be sent twice
    const messages = await client.messages.list({ to, limit: pageSize, pageSize })
    const earliest = since.getTime() - clockSlackMs
    return messages.reverse().filter((sent) => sent.body === body && sent.dateCreated.getTime() >= earliest)
  }

  /** The text itself carries no mark, so two deliveries with the same words are told apart by what is known of each message. */
  async function findAmong(messages: Found[], deliveryId: string): Promise<Outcome | undefined> {
    if (messages.length === 0) return undefined
    const owners = await ownersOf(messages.map(({ sid }) => sid))
    const match =
      messages.find(({ sid }) => owners.get(sid) === deliveryId) ??
      // nobody knows whose the rest are: as many are claimed as there are, so none is sent twice and none is left out
      messages.find(({ sid }) => !owners.has(sid))
    return match && { ...accepted(match), is_found: true }
  }
}

type Found = { sid: string; numSegments: string }

/** Twilio counts segments only once a sender is chosen; until then it says 0. */
function accepted({ sid, numSegments }: Found): Accepted {
  const segments = Number(numSegments)
  return { outcome: 'accepted', provider_message_id: sid, ...(segments > 0 ? { segments } : {}) }
}

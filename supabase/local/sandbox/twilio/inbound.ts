import * as v from 'valibot'
import type { Inbound, Stored } from '../entry.ts'
import type { State } from '../state.ts'
import type { CallbackSender } from './callback.ts'
import { serviceNumber } from './course.ts'
import { type Account, sid } from './door.ts'
import { isE164 } from './message-input.ts'
import { keywordOf, keywordReplies } from './opt-outs.ts'
import { countSegments } from './segments.ts'

const e164 = v.pipe(v.string(), v.check(isE164, 'not an E.164 number'))

export const inboundInput = v.object({
  from: e164,
  to: v.optional(e164, serviceNumber),
  body: v.pipe(v.string(), v.minLength(1), v.maxLength(1600)),
})

/** Takes an SMS a phone sends: keeps it, obeys STOP and START, and posts it signed to `inboundUrl` when there is one. */
export function receive(
  account: Account,
  o: { state: State; callbacks: CallbackSender; inboundUrl?: string },
  { from, to, body }: v.InferOutput<typeof inboundInput>,
): Stored<Inbound> {
  const keyword = keywordOf(body)
  if (keyword === 'stop') o.state.optOut(from)
  if (keyword === 'start') o.state.optIn(from)
  const reply = keyword ? keywordReplies[keyword] : null
  const entry = account.log.add<Inbound>({ kind: 'inbound', sid: sid('SM'), from, to, body, keyword, reply })
  if (o.inboundUrl) {
    const params = {
      SmsMessageSid: entry.sid,
      NumMedia: '0',
      SmsSid: entry.sid,
      SmsStatus: 'received',
      Body: body,
      To: to,
      NumSegments: String(countSegments(body, false).segments),
      MessageSid: entry.sid,
      AccountSid: account.accountSid,
      From: from,
      ApiVersion: '2010-04-01',
      ...(keyword ? { OptOutType: keyword.toUpperCase() } : {}),
    }
    const onAnswer = (body: string) => {
      const said = messageOf(body)
      if (said) account.log.change(entry, { reply: said, replied_by: 'function' })
    }
    void o.callbacks.send({
      url: o.inboundUrl,
      params,
      about: entry.sid,
      to: from,
      event: 'received',
      onAnswer,
    })
  }
  return entry
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** What a webhook's TwiML says to reply; the first message only. */
function messageOf(twiml: string): string | undefined {
  const text = /<Message>([^<]*)<\/Message>/.exec(twiml)?.[1]
  return text?.replace(/&(lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
}

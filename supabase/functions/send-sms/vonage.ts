import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { ask, type Limits } from '../_shared/ask.ts'
import { clean, type Outcome } from '../_shared/outcome.ts'
import { readObject, readRefusal } from '../_shared/refusal.ts'
import type { SmsProvider } from './sms-provider.ts'
import { measure } from './sms-text.ts'

type Options = {
  apiKey: string
  apiSecret: string
  /** A number without plus, or a name of at most 11 letters where the country allows it. */
  from: string
  /** The public URL of our functions, as Vonage reaches it. */
  functionsUrl: string
  apiBase?: string
  timeoutMs?: number
}

// one entry per part of the text; developer.vonage.com/en/api/sms
const answer = v.object({
  messages: v.pipe(
    v.array(
      v.object({
        status: v.string(),
        'message-id': v.optional(v.string()),
        'message-price': v.optional(v.string()),
        'error-text': v.optional(v.string()),
      }),
    ),
    v.minLength(1),
  ),
})
const records = v.object({
  records: v.array(
    v.object({
      message_id: v.string(),
      client_ref: v.nullish(v.string()),
      date_received: v.nullish(v.string()),
    }),
  ),
})

/** Vonage keeps its accounts in euros. */
const currency = 'EUR'
// How fresh its records are is said nowhere, so a text that is not among them is missing only after ten minutes.
const recordsLateS = 600
const clockSlackMs = 10_000
const dayMs = 86_400_000
// Vonage takes 20 s to 7 days, in milliseconds.
const shortestTtlMs = 20_000

/** Vonage's SMS API. Our delivery id travels as client-ref: unseen by the person, repeated in receipts and records. */
export function vonageSms(options: Options): SmsProvider {
  const { apiKey, apiSecret, from, functionsUrl, apiBase, timeoutMs = 10_000 } = options
  const limits: Limits = { timeoutMs, maxBytes: 262_144 }
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`
  const at = (host: string, path: string) =>
    new URL(apiBase ? `${apiBase.replace(/\/$/, '')}/${host}${path}` : `https://${host}${path}`)

  return {
    async send({ to, body, deliveryId, validityS }) {
      const answered = await ask(
        at('rest.nexmo.com', '/sms/json'),
        {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams({
            from,
            to: to.slice(1),
            text: body,
            type: measure(body).encoding === 'GSM-7' ? 'text' : 'unicode',
            'client-ref': deliveryId,
            'status-report-req': '1',
            callback: `${functionsUrl}/vonage-events`,
            ...(validityS === undefined ? {} : { ttl: String(Math.max(validityS * 1000, shortestTtlMs)) }),
          }),
        },
        limits,
      )
      if ('silence' in answered || answered.status !== 200) return readRefusal(answered)
      const said = v.safeParse(answer, readObject(answered))
      return said.success
        ? readParts(said.output.messages)
        : { outcome: 'ambiguous', code: 'unreadable_answer', http_status: 200 }
    },

    async find({ to, deliveryId }, since) {
      const url = at('api.nexmo.com', '/v2/reports/records')
      const begin = since.getTime() - clockSlackMs
      url.search = String(
        new URLSearchParams({
          account_id: apiKey,
          product: 'SMS',
          direction: 'outbound',
          to: to.slice(1),
          // a synchronous report spans a day at most
          date_start: new Date(begin).toISOString(),
          date_end: new Date(Math.min(begin + dayMs, Date.now())).toISOString(),
        }),
      )
      const answered = await ask(url, { headers: { authorization } }, limits)
      const failed = { outcome: 'retry', code: 'look_up_failed' } as const
      if ('silence' in answered || answered.status !== 200)
        return { ...failed, error: readRefusal(answered).error }
      const said = v.safeParse(records, readObject(answered))
      if (!said.success) return failed
      const ours = said.output.records.filter(({ client_ref }) => client_ref === deliveryId)
      if (ours[0]) return { outcome: 'accepted', provider_message_id: ours[0].message_id, is_found: true }
      const leftS = recordsLateS - Math.floor((Date.now() - since.getTime()) / 1000)
      return leftS > 0 ? { ...failed, retry_after_s: leftS } : undefined
    },
  }
}

type Part = v.InferOutput<typeof answer>['messages'][number]

/** Vonage answers 200 and says in each part how it went: 0 is taken. The first part's id stands for the whole text. */
function readParts(parts: Part[]): Outcome {
  const refused = parts.find(({ status }) => status !== '0')
  if (!refused) {
    const price = parts.reduce((sum, part) => sum + Number(part['message-price'] ?? 0), 0)
    const id = parts[0]?.['message-id']
    return {
      outcome: 'accepted',
      ...(id ? { provider_message_id: id } : {}),
      segments: parts.length,
      ...(price > 0 ? { price, currency } : {}),
    }
  }
  const code = refused.status
  const error = clean(refused['error-text'] ?? '')
  // the first part is on its way and cannot be called back: sent again, it would come twice
  if (parts.some(({ status }) => status === '0')) return { outcome: 'permanent', code: 'partly_sent', error }
  // too many at once: the text was never looked at, which elsewhere is a 429
  if (code === '1') return { outcome: 'retry', code, http_status: 429, error }
  // an error inside Vonage: it may have sent it
  if (code === '5') return { outcome: 'ambiguous', code, error }
  return { outcome: 'permanent', code, error }
}

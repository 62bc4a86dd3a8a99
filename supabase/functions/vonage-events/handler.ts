import * as v from 'valibot'
import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { clean } from '../_shared/outcome.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { isSignedByVonage } from './signature.ts'

export type Dependencies = {
  rpc: Rpc
  signatureSecret: string
  log: Log
}

const maxBytes = 65_536
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

const receipt = v.object({
  messageId: id,
  status: v.picklist(['accepted', 'buffered', 'delivered', 'expired', 'failed', 'rejected', 'unknown']),
  'err-code': v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/)), '0'),
  /** Our delivery: signed, unlike the URL. */
  'client-ref': v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null),
  price: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d+(\.\d+)?$/))), undefined),
})
const text = v.object({
  messageId: id,
  msisdn: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  to: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  text: v.string(),
})
const event = v.union([receipt, text])

/** Vonage's words for what became of a message, in those of record_provider_event. */
const statuses = {
  accepted: 'sent',
  buffered: 'sent',
  unknown: 'sent',
  delivered: 'delivered',
  expired: 'undelivered',
  failed: 'undelivered',
  rejected: 'undelivered',
} as const

/**
 * Takes what Vonage tells: receipts of texts we sent, and texts sent to us, as form, JSON or query, whichever the account is
 * set to. Verified, stored once, answered with 204 only when stored. Errors: bad_signature, body_too_large, invalid_body,
 * unavailable.
 */
export function vonageEvents({ rpc, signatureSecret, log }: Dependencies): Handle {
  return serve(
    ['POST', 'GET'],
    async (request) => {
      const body = await readText(request, maxBytes)
      if (body.refusal) return body.refusal
      const parameters = request.method === 'GET' ? queryOf(request.url) : parametersOf(body.value)
      if (!parameters) return refuse('invalid_body')
      if (!isSignedByVonage(signatureSecret, parameters)) return refuse('bad_signature')
      const parsed = v.safeParse(event, parameters)
      if (!parsed.success) return refuse('invalid_body')
      try {
        if ('text' in parsed.output) await storeText(rpc, parsed.output)
        else await storeReceipt(rpc, parsed.output, parameters)
      } catch (cause) {
        // Vonage tells it again for 24 hours
        log(`event of ${parsed.output.messageId} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return new Response(null, { status: 204 })
    },
    log,
  )
}

async function storeReceipt(
  rpc: Rpc,
  told: v.InferOutput<typeof receipt>,
  raw: Record<string, string>,
): Promise<void> {
  const { messageId, status, price } = told
  const code = told['err-code'] === '0' ? '' : `dlr_${told['err-code']}`
  await rpc('record_provider_event', {
    provider: 'vonage',
    event_key: [messageId, status, code].join(':'),
    provider_message_id: messageId,
    delivery_id: told['client-ref'],
    status: statuses[status],
    error_code: code,
    raw: Object.fromEntries(Object.entries(raw).map(([name, value]) => [clean(name), clean(value, 2000)])),
  })
  // each part of a long text has a receipt of its own, with its own price; the first part's id is the text's
  if (price)
    await rpc('record_prices', {
      results: [
        { provider: 'vonage', provider_message_id: messageId, price_per_segment: price, currency: 'EUR' },
      ],
    })
}

async function storeText(rpc: Rpc, told: v.InferOutput<typeof text>): Promise<void> {
  await rpc('record_inbound_sms', {
    provider: 'vonage',
    provider_message_id: told.messageId,
    from_number: clean(international(told.msisdn), 40),
    to_number: clean(international(told.to), 40),
    body: clean(told.text, 2000),
    opt_out_type: null,
  })
}

/** Vonage writes numbers without their plus. */
const international = (number: string) => (/^[1-9]\d{6,14}$/.test(number) ? `+${number}` : number)

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams)

function parametersOf(body: string): Record<string, string> | undefined {
  if (!body.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(body))
  try {
    const parsed = v.safeParse(
      v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
      JSON.parse(body),
    )
    return parsed.success
      ? Object.fromEntries(Object.entries(parsed.output).map(([name, value]) => [name, String(value ?? '')]))
      : undefined
  } catch {
    return undefined
  }
}

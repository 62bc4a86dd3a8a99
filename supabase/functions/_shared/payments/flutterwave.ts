import { createHmac } from 'node:crypto'
import * as v from 'valibot'
import { type Answer, ask, type Silence } from '../ask.ts'
import { clean } from '../outcome.ts'
import { readObject } from '../refusal.ts'
import { isSameSecret } from '../secret.ts'
import { fromDecimal, toDecimal } from './money.ts'
import { type PaymentProvider, type PaymentState, ProviderFailure, type Refunded } from './provider.ts'

export type FlutterwaveSettings = { secretKey: string; apiBase?: string; timeoutMs?: number }

/** A payment with everything a callback needs to be held against ours. `id` is Flutterwave's, `ref` ours. */
export type Transaction = PaymentState & { id: string; ref: string; status: string }

// what a business may be paid in (developer.flutterwave.com/docs/multicurrency-payments)
const currencies = new Set(
  'AED ARS AUD CAD CHF CZK EGP ETB EUR GBP GHS ILS INR JPY KES MAD MUR MWK NGN NOK NZD PEN PLN RUB RWF SAR SEK SGD SLL TZS UGX USD XAF XOF ZAR ZMW'.split(
    ' ',
  ),
)

const number = v.pipe(v.number(), v.integer(), v.minValue(1))
const transaction = v.object({
  id: number,
  tx_ref: v.string(),
  amount: v.pipe(v.number(), v.finite(), v.minValue(0)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  status: v.string(),
  processor_response: v.nullish(v.string()),
  card: v.nullish(v.object({ last_4digits: v.nullish(v.string()), type: v.nullish(v.string()) })),
})
const refund = v.object({
  id: number,
  status: v.string(),
  comments: v.nullish(v.string()),
  amount_refunded: v.optional(v.number()),
})

/**
 * Flutterwave Standard, API v3 (developer.flutterwave.com/v3.0.0): a hosted page under our tx_ref, the payment's id. Its callback
 * is only believed after the transaction was read back from the API.
 */
export function flutterwave(o: FlutterwaveSettings) {
  const call = openApi(o)

  /** Nothing: there is no such transaction. Throws ProviderFailure. */
  async function read(path: string): Promise<Transaction | undefined> {
    const body = await call('GET', path)
    if (body === undefined) return undefined
    const parsed = v.safeParse(transaction, body.data)
    if (!parsed.success)
      throw new ProviderFailure('Flutterwave: a transaction that cannot be read', { refused: false })
    return stateOf(parsed.output)
  }
  const byReference = (ref: string) =>
    read(`/v3/transactions/verify_by_reference?tx_ref=${encodeURIComponent(ref)}`)

  const provider: PaymentProvider = {
    name: 'flutterwave',
    currencies: (code) => currencies.has(code),

    async start({ paymentId, amountMinor, currency, orderNumber, returnUrl, email, phone }) {
      const body = await call('POST', '/v3/payments', {
        tx_ref: paymentId,
        amount: toDecimal(amountMinor, currency),
        currency,
        redirect_url: returnUrl,
        customer: { email, ...(phone ? { phonenumber: phone } : {}) },
        customizations: { title: orderNumber },
        meta: { payment_id: paymentId },
      })
      const parsed = v.safeParse(v.object({ link: v.pipe(v.string(), v.url()) }), body?.data)
      if (!parsed.success) throw new ProviderFailure('Flutterwave: no link to its page', { refused: false })
      return { ref: paymentId, next: { kind: 'redirect', url: parsed.output.link } }
    },

    async read(ref, asked) {
      // until somebody tries to pay on its page there is no transaction
      return (await byReference(ref)) ?? { ...asked, kind: 'open' }
    },

    /** The refund's id travels as its comment, because v3 has no idempotency key: who asks twice finds the first one. */
    async refund({ ref, refundId, amountMinor, currency }) {
      const paid = await byReference(ref)
      if (paid?.kind !== 'paid') return { ref: '', kind: 'refund_failed', reason: 'not_paid_there' }
      const known = await findRefund(paid.id, refundId)
      if (known) return known
      const body = await call('POST', `/v3/transactions/${paid.id}/refund`, {
        amount: toDecimal(amountMinor, currency),
        comments: refundId,
      })
      const parsed = v.safeParse(refund, body?.data)
      if (!parsed.success)
        throw new ProviderFailure('Flutterwave: a refund that cannot be read', { refused: false })
      return refundedOf(parsed.output)
    },

    async readRefund(ref) {
      const body = await call('GET', `/v3/refunds/${encodeURIComponent(ref)}`)
      const parsed = v.safeParse(refund, body?.data)
      if (!parsed.success)
        throw new ProviderFailure('Flutterwave: a refund that cannot be read', { refused: false })
      return refundedOf(parsed.output)
    },
  }

  async function findRefund(transactionId: string, refundId: string): Promise<Refunded | undefined> {
    const body = await call('GET', `/v3/refunds?id=${transactionId}`)
    const parsed = v.safeParse(v.array(refund), body?.data ?? [])
    if (!parsed.success)
      throw new ProviderFailure('Flutterwave: refunds that cannot be read', { refused: false })
    const mine = parsed.output.find(({ comments }) => comments === refundId)
    return mine && refundedOf(mine)
  }

  return { ...provider, verify: (id: string) => read(`/v3/transactions/${encodeURIComponent(id)}/verify`) }
}

function stateOf(told: v.InferOutput<typeof transaction>): Transaction {
  const { status, currency, card } = told
  const kind = status === 'successful' ? 'paid' : status === 'failed' ? 'failed' : 'pending'
  const last4 = card?.last_4digits
  // as people know it from their statement, the same in every language
  const method = last4 && /^\d{4}$/.test(last4) ? `${brandOf(card)} •••• ${last4}` : 'Flutterwave'
  return {
    id: String(told.id),
    ref: told.tx_ref,
    status,
    kind,
    // a number in JSON: its shortest decimal form is what was sent
    amountMinor: fromDecimal(decimal(told.amount), currency),
    currency,
    method,
    ...(kind === 'failed' ? { reason: reasonOf(told.processor_response ?? '') } : {}),
  }
}

const brands: Record<string, string> = {
  VISA: 'Visa',
  MASTERCARD: 'Mastercard',
  VERVE: 'Verve',
  'AMERICAN EXPRESS': 'American Express',
}
const brandOf = (card: { type?: string | null } | null | undefined) =>
  brands[card?.type?.toUpperCase() ?? ''] ?? 'Card'

/** What a bank says is in one language and shown to nobody: this is a code of ours. */
function reasonOf(said: string): string {
  if (/insufficient/i.test(said)) return 'insufficient_funds'
  if (/expired card/i.test(said)) return 'expired_card'
  return /timed? ?out/i.test(said) ? 'timed_out' : 'declined'
}

/** Never in the form 1e21. */
const decimal = (amount: number) => (Number.isInteger(amount) ? BigInt(amount).toString() : String(amount))

// "completed", "completed-bank-transfer", "completed-offline", "completed-mpgs", "pending-momo", "failed", …
function refundedOf({ id, status }: v.InferOutput<typeof refund>): Refunded {
  if (/^failed/i.test(status)) return { ref: String(id), kind: 'refund_failed', reason: clean(status, 60) }
  return { ref: String(id), kind: /^completed/i.test(status) ? 'refunded' : 'refund_pending' }
}

function openApi({ secretKey, apiBase, timeoutMs = 10_000 }: FlutterwaveSettings) {
  const base = (apiBase ?? 'https://api.flutterwave.com').replace(/\/$/, '')
  return async (method: string, path: string, body?: object) => {
    const answered = await ask(
      new URL(base + path),
      {
        method,
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
      { timeoutMs, maxBytes: 262_144 },
    )
    return readAnswer(answered, method)
  }
}

function readAnswer(answered: Answer | Silence, method: string): Record<string, unknown> | undefined {
  if ('silence' in answered) throw new ProviderFailure(`Flutterwave: ${answered.silence}`, { refused: false })
  const { status } = answered
  const body = readObject(answered)
  const message = clean(String(body?.message ?? ''))
  // what is not there is said with 404, and for a reference with 400 and a sentence
  if (method === 'GET' && (status === 404 || (status === 400 && /no transaction|not found/i.test(message))))
    return undefined
  if (status >= 400)
    throw new ProviderFailure(`Flutterwave: ${status} ${message}`, {
      refused: status < 500 && status !== 429,
    })
  if (status >= 300 || !body)
    throw new ProviderFailure(`Flutterwave: ${status}, unreadable`, { refused: false })
  return body
}

/**
 * Flutterwave's two ways of proving a callback with the secret hash of its dashboard: `flutterwave-signature`, the base64
 * HMAC-SHA256 of the raw body, and the older `verif-hash`, the hash itself. Where there is a signature it alone counts.
 */
export function isSignedByFlutterwave(secretHash: string, headers: Headers, rawBody: string): boolean {
  const signature = headers.get('flutterwave-signature')
  if (signature !== null) return isSameSecret(signature, signFlutterwave(secretHash, rawBody))
  return isSameSecret(headers.get('verif-hash') ?? '', secretHash)
}

export const signFlutterwave = (secretHash: string, rawBody: string): string =>
  createHmac('sha256', secretHash).update(rawBody).digest('base64')

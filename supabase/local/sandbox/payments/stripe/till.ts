import { createHmac, randomBytes } from 'node:crypto'
import type { Lie } from '../callbacks.ts'

/** The sandbox's Stripe account. */
export type StripeAccount = { secretKey: string; webhookSecret: string; webhookUrl: string }

export type Session = {
  id: string
  url: string
  what: string
  amount: number
  currency: string
  metadata: Record<string, string>
  clientReference: string | null
  successUrl: string
  cancelUrl: string
  status: 'open' | 'complete' | 'expired'
  isPaid: boolean
  createdS: number
  expiresS: number
  intent: {
    id: string
    metadata: Record<string, string>
    status: 'requires_payment_method' | 'processing' | 'succeeded'
    declined: { code: string; decline_code: string } | null
  }
  refunded: number
}
export type Refund = {
  id: string
  session: Session
  amount: number
  status: 'succeeded' | 'pending' | 'failed'
  metadata: Record<string, string>
}

const nowS = () => Math.floor(Date.now() / 1000)
export const newId = (kind: string) => `${kind}_test_${randomBytes(12).toString('hex')}`

/** A form as Stripe's libraries write it: metadata[payment_id]=…, gathered under its first name. */
export function group(form: URLSearchParams, name: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, value] of form) {
    const inner = key.startsWith(`${name}[`) ? key.slice(name.length + 1, -1) : undefined
    if (inner && /^\w+$/.test(inner)) found[inner] = value
  }
  return found
}

/** What a request for a session asks for; a sentence where it is wrong, as Stripe would say. */
export function readSession(form: URLSearchParams, origin: string): Session | string {
  const item = 'line_items[0]'
  const amount = Number(form.get(`${item}[price_data][unit_amount]`)) * Number(form.get(`${item}[quantity]`))
  const currency = form.get(`${item}[price_data][currency]`) ?? ''
  if (form.get('mode') !== 'payment') return 'This stand-in knows mode=payment only.'
  if (!Number.isSafeInteger(amount) || amount <= 0)
    return 'Invalid integer: line_items[0][price_data][unit_amount]'
  if (!/^[a-z]{3}$/.test(currency)) return `Invalid currency: ${currency}`
  const successUrl = form.get('success_url')
  if (!successUrl) return 'Missing required param: success_url.'
  const id = newId('cs')
  return {
    id,
    url: `${origin}/payments/stripe/pay/${id}`,
    what: form.get(`${item}[price_data][product_data][name]`) ?? '',
    amount,
    currency,
    metadata: group(form, 'metadata'),
    clientReference: form.get('client_reference_id'),
    successUrl,
    cancelUrl: form.get('cancel_url') ?? successUrl,
    status: 'open',
    isPaid: false,
    createdS: nowS(),
    expiresS: nowS() + 24 * 3600,
    intent: {
      id: newId('pi'),
      metadata: group(form, 'payment_intent_data[metadata]'),
      status: 'requires_payment_method',
      declined: null,
    },
    refunded: 0,
  }
}

const card = { brand: 'visa', last4: '4242', funding: 'credit' }

export function intentObject({ intent, amount, currency }: Session, isWhole: boolean) {
  const charge = `ch_${intent.id.slice(3)}`
  return {
    id: intent.id,
    object: 'payment_intent',
    amount,
    currency,
    status: intent.status,
    metadata: intent.metadata,
    last_payment_error: intent.declined && { type: 'card_error', ...intent.declined },
    latest_charge:
      intent.status !== 'succeeded'
        ? null
        : isWhole
          ? { id: charge, object: 'charge', payment_method_details: { type: 'card', card } }
          : charge,
  }
}

/** `isWhole`: with the intent and its charge, as `expand[]` asks. */
export function sessionObject(session: Session, isWhole = false) {
  const hasIntent = session.status === 'complete' || isWhole
  return {
    id: session.id,
    object: 'checkout.session',
    mode: 'payment',
    amount_total: session.amount,
    currency: session.currency,
    client_reference_id: session.clientReference,
    metadata: session.metadata,
    payment_intent: hasIntent ? (isWhole ? intentObject(session, true) : session.intent.id) : null,
    payment_status: session.isPaid ? 'paid' : 'unpaid',
    status: session.status,
    created: session.createdS,
    expires_at: session.expiresS,
    url: session.status === 'open' ? session.url : null,
    // Stripe says these of everybody who pays; Orderline keeps none of it
    customer_details: { email: 'payer@example.com', name: 'Somebody Who Pays', phone: null },
  }
}

export const refundObject = ({ id, session, amount, status, metadata }: Refund) => ({
  id,
  object: 'refund',
  amount,
  currency: session.currency,
  payment_intent: session.intent.id,
  status,
  metadata,
  ...(status === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {}),
})

/** A signed event; its id is the same on every post of it. */
export function signedEvent(
  account: StripeAccount,
  id: string,
  type: string,
  object: object,
  lie: Lie | undefined,
) {
  const told: Record<string, unknown> = { ...object }
  for (const name of ['amount_total', 'amount'])
    if (lie === 'partial' && typeof told[name] === 'number') told[name] = Math.floor(told[name] / 2)
  if (lie === 'currency') told.currency = told.currency === 'usd' ? 'eur' : 'usd'
  const body = JSON.stringify({
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: nowS(),
    livemode: false,
    type,
    data: { object: told },
  })
  const secret = lie === 'forge' ? 'whsec_of_nobody' : account.webhookSecret
  const signature = createHmac('sha256', secret).update(`${nowS()}.${body}`).digest('hex')
  const headers = {
    'stripe-signature': `t=${nowS()},v1=${signature}`,
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
  }
  return { body, headers }
}

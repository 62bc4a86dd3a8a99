import * as v from 'valibot'
import { fromProvider, toProvider } from './money.ts'
import type { Paypal } from './paypal-api.ts'
import {
  type PaymentProvider,
  type PaymentState,
  ProviderFailure,
  type Refunded,
  type Sum,
} from './provider.ts'

const money = v.object({ currency_code: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), value: v.string() })
export const capture = v.object({
  id: v.string(),
  status: v.string(),
  amount: money,
  custom_id: v.optional(v.string()),
  supplementary_data: v.optional(
    v.object({ related_ids: v.optional(v.object({ order_id: v.optional(v.string()) })) }),
  ),
})
export const order = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Z0-9-]{1,40}$/i)),
  status: v.string(),
  links: v.optional(v.array(v.object({ rel: v.string(), href: v.string() })), []),
  purchase_units: v.optional(
    v.array(
      v.object({
        custom_id: v.optional(v.string()),
        payments: v.optional(v.object({ captures: v.optional(v.array(capture), []) })),
      }),
    ),
    [],
  ),
})
export const refund = v.object({ id: v.string(), status: v.string() })

/** developer.paypal.com/reference/currency-codes */
const currencies =
  'AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' ')
/** An order that nobody approves lives three hours. */
const livesMs = 3 * 3600_000
const locales: Record<string, string> = { en: 'en-US', es: 'es-ES', ar: 'ar-EG' }

/**
 * Orders v2. The payer approves on PayPal's page, and only then do we capture: by whoever learns of it first, the page that was come back to,
 * the callback, or the sweep. Twice is once, by PayPal-Request-Id.
 */
export function paypalProvider(paypal: Paypal): PaymentProvider {
  return {
    name: 'paypal',
    currencies: (code) => currencies.includes(code),
    async start({ paymentId, amountMinor, currency, orderNumber, returnUrl, locale }) {
      const value = toProvider('paypal', amountMinor, currency)
      if (value === undefined)
        throw new ProviderFailure(`PayPal cannot take ${amountMinor} ${currency}`, { refused: true })
      const unit = {
        reference_id: paymentId,
        custom_id: paymentId,
        description: orderNumber,
        amount: { currency_code: currency, value },
      }
      const experience_context = {
        return_url: returnUrl,
        cancel_url: `${returnUrl}&cancelled=1`,
        user_action: 'PAY_NOW',
        shipping_preference: 'NO_SHIPPING',
        locale: locales[locale] ?? 'en-US',
      }
      const answer = await paypal.call(
        'POST',
        '/v2/checkout/orders',
        { intent: 'CAPTURE', purchase_units: [unit], payment_source: { paypal: { experience_context } } },
        `start-${paymentId}`,
      )
      const made = read(order, answer, 'order')
      const page = made.links.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href
      if (!page) throw new ProviderFailure(`PayPal: order ${made.id} has no page`, { refused: false })
      return {
        ref: made.id,
        next: { kind: 'redirect', url: page },
        expiresAt: new Date(Date.now() + livesMs),
      }
    },
    read: (ref, { isOver = false, ...asked }) => readOrder(paypal, ref, asked, isOver),
    async refund({ ref, refundId, amountMinor, currency }) {
      const value = toProvider('paypal', amountMinor, currency)
      const found = read(order, await paypal.call('GET', `/v2/checkout/orders/${ref}`), 'order')
      const taken = captureOf(found)
      if (!taken || value === undefined)
        throw new ProviderFailure(`PayPal: nothing to give back of ${ref}`, { refused: true })
      const answer = await paypal.call(
        'POST',
        `/v2/payments/captures/${taken.id}/refund`,
        { amount: { currency_code: currency, value }, custom_id: refundId },
        `refund-${refundId}`,
      )
      const made = read(refund, answer, 'refund')
      return { ref: made.id, ...refundState(made.status) }
    },
    async readRefund(ref) {
      const answer = await paypal.call('GET', `/v2/payments/refunds/${encodeURIComponent(ref)}`)
      const found = read(refund, answer, 'refund')
      return { ref: found.id, ...refundState(found.status) }
    },
  }
}

/** How an order stands; one that was approved is captured first, unless its money is no longer owed: then PayPal lets it lapse. */
export async function readOrder(
  paypal: Paypal,
  ref: string,
  asked: Sum,
  isOver: boolean,
): Promise<PaymentState> {
  const path = `/v2/checkout/orders/${encodeURIComponent(ref)}`
  const answer = await paypal.call('GET', path)
  // what nobody approved in time is forgotten
  if (answer.status === 404) return { kind: 'expired', ...asked }
  const found = read(order, answer, 'order')
  if (found.status !== 'APPROVED') return stateOfOrder(found, asked)
  if (isOver) return { kind: 'cancelled', ...asked, reason: 'not_owed' }
  const captured = await paypal.call('POST', `${path}/capture`, {}, `capture-${ref}`)
  const { issue } = captured
  if (!issue) return stateOfOrder(read(order, captured, 'capture'), asked)
  if (issue === 'ORDER_ALREADY_CAPTURED')
    return stateOfOrder(read(order, await paypal.call('GET', path), 'order'), asked)
  if (issue === 'ORDER_NOT_APPROVED') return { kind: 'open', ...asked }
  return {
    kind: 'failed',
    ...asked,
    reason: issue === 'INSTRUMENT_DECLINED' ? 'declined' : issue.toLowerCase(),
  }
}

export const captureOf = (found: v.InferOutput<typeof order>) =>
  found.purchase_units[0]?.payments?.captures.at(-1)

function stateOfOrder(found: v.InferOutput<typeof order>, asked: Sum): PaymentState {
  const taken = captureOf(found)
  if (taken) return stateOfCapture(taken)
  return { kind: found.status === 'VOIDED' ? 'expired' : 'open', ...asked }
}

/** What a capture says. One that was given back later was paid all the same: refunds are told by themselves. */
export function stateOfCapture(taken: v.InferOutput<typeof capture>): PaymentState {
  const sum = sumOf(taken.amount)
  if (taken.status === 'PENDING') return { kind: 'pending', ...sum, method: 'PayPal' }
  if (taken.status === 'DECLINED' || taken.status === 'FAILED')
    return { kind: 'failed', ...sum, reason: 'declined' }
  return { kind: 'paid', ...sum, method: 'PayPal' }
}

export const sumOf = ({ value, currency_code }: v.InferOutput<typeof money>): Sum => ({
  amountMinor: fromProvider('paypal', value, currency_code),
  currency: currency_code,
})

export function refundState(status: string): Pick<Refunded, 'kind' | 'reason'> {
  if (status === 'COMPLETED') return { kind: 'refunded' }
  return status === 'PENDING'
    ? { kind: 'refund_pending' }
    : { kind: 'refund_failed', reason: status.toLowerCase() }
}

/** What came, by its shape; a refusal of PayPal's throws. */
function read<Schema extends v.GenericSchema>(
  schema: Schema,
  { status, body, issue }: { status: number; body: unknown; issue: string | undefined },
  what: string,
): v.InferOutput<Schema> {
  if (issue !== undefined) throw new ProviderFailure(`PayPal: ${what}: ${status} ${issue}`, { refused: true })
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) throw new ProviderFailure(`PayPal: ${what}: unreadable`, { refused: false })
  return parsed.output
}

import * as v from 'valibot'
import {
  capture,
  order,
  readOrder,
  refund,
  refundState,
  stateOfCapture,
  sumOf,
} from '../_shared/payments/paypal.ts'
import type { Paypal } from '../_shared/payments/paypal-api.ts'
import type { PaymentEvent } from '../_shared/payments/record.ts'

const event = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  event_type: v.string(),
  resource: v.unknown(),
})
const money = v.object({ currency_code: v.string(), value: v.string() })
const refunded = v.object({
  ...refund.entries,
  amount: money,
  custom_id: v.optional(v.string()),
  links: v.optional(v.array(v.object({ rel: v.string(), href: v.string() })), []),
})
const dispute = v.object({
  dispute_id: v.string(),
  dispute_amount: money,
  disputed_transactions: v.pipe(v.array(v.object({ seller_transaction_id: v.string() })), v.minLength(1)),
  dispute_outcome: v.optional(v.object({ outcome_code: v.string(), amount_refunded: v.optional(money) })),
})

type Said = PaymentEvent | undefined

/**
 * What a verified event of PayPal says of a payment, or nothing when it says nothing of one of ours. An approved order is captured on the
 * way, unless `isOver` says that its money is no longer owed. Throws when PayPal must be asked and cannot be.
 */
export async function readEvent(
  body: unknown,
  paypal: Paypal,
  isOver: (paymentId: string) => Promise<boolean>,
): Promise<Said> {
  const { id, event_type: type, resource } = v.parse(event, body)
  const said = await read(type, resource, id, paypal, isOver)
  if (!said?.paymentId) return undefined
  // nothing of the buyer is kept
  return { ...said, payload: { type, ...said.payload } }
}

async function read(
  type: string,
  resource: unknown,
  id: string,
  paypal: Paypal,
  isOver: (paymentId: string) => Promise<boolean>,
): Promise<Said> {
  const common = { provider: 'paypal' as const, eventId: id }
  switch (type) {
    case 'CHECKOUT.ORDER.APPROVED': {
      const { id: ref, purchase_units } = v.parse(order, resource)
      const paymentId = purchase_units[0]?.custom_id
      if (!paymentId) return undefined
      const { kind, ...state } = await readOrder(
        paypal,
        ref,
        { amountMinor: 0, currency: '' },
        await isOver(paymentId),
      )
      // approved, and taken back before we came
      if (kind === 'open' || kind === 'expired') return undefined
      return { ...common, ...state, kind, ref, paymentId }
    }
    case 'PAYMENT.CAPTURE.COMPLETED':
    case 'PAYMENT.CAPTURE.PENDING':
    case 'PAYMENT.CAPTURE.DENIED':
    case 'PAYMENT.CAPTURE.DECLINED': {
      const taken = v.parse(capture, resource)
      const { kind, ...state } = stateOfCapture(taken)
      const ref = taken.supplementary_data?.related_ids?.order_id
      return kind === 'open' ? undefined : { ...common, ...state, kind, ref, paymentId: taken.custom_id }
    }
    case 'CHECKOUT.PAYMENT-APPROVAL.REVERSED': {
      const { id: ref, purchase_units } = v.parse(order, { status: 'VOIDED', ...(resource as object) })
      return { ...common, kind: 'expired', ref, paymentId: purchase_units[0]?.custom_id }
    }
    case 'PAYMENT.CAPTURE.REFUNDED':
    case 'PAYMENT.REFUND.PENDING':
    case 'PAYMENT.REFUND.FAILED': {
      const given = v.parse(refunded, resource)
      const captureId = given.links
        .find(({ rel }) => rel === 'up')
        ?.href.split('/')
        .at(-1)
      const { kind, reason } = refundState(given.status)
      return {
        ...common,
        // one refund may be told of by several events
        eventId: `${given.id}:${kind}`,
        kind,
        reason,
        ...sumOf(given.amount),
        paymentId: await paymentOf(captureId, paypal),
        payload: { refund: { ref: given.id, id: given.custom_id } },
      }
    }
    case 'CUSTOMER.DISPUTE.CREATED':
    case 'CUSTOMER.DISPUTE.RESOLVED': {
      const about = v.parse(dispute, resource)
      const paymentId = await paymentOf(about.disputed_transactions[0]?.seller_transaction_id, paypal)
      const { kind, amount } = stateOfDispute(type, about)
      const payload = { dispute: { ref: about.dispute_id } }
      return {
        ...common,
        eventId: `${about.dispute_id}:${kind}`,
        kind,
        ...sumOf(amount),
        paymentId,
        payload,
      }
    }
    default:
      return undefined
  }
}

/** PayPal may find for the buyer and pay out of its own pocket: lost is only what it took from us. */
function stateOfDispute(
  type: string,
  { dispute_amount, dispute_outcome }: v.InferOutput<typeof dispute>,
): { kind: 'disputed' | 'dispute_won' | 'dispute_lost'; amount: v.InferOutput<typeof money> } {
  if (type === 'CUSTOMER.DISPUTE.CREATED') return { kind: 'disputed', amount: dispute_amount }
  const taken = dispute_outcome?.amount_refunded ?? dispute_amount
  const isLost =
    ['RESOLVED_BUYER_FAVOUR', 'ACCEPTED'].includes(dispute_outcome?.outcome_code ?? '') &&
    Number(taken.value) > 0
  return isLost ? { kind: 'dispute_lost', amount: taken } : { kind: 'dispute_won', amount: dispute_amount }
}

/** Whose a capture is: events of refunds and disputes do not say. */
async function paymentOf(captureId: string | undefined, paypal: Paypal): Promise<string | undefined> {
  if (!captureId) return undefined
  const { body } = await paypal.call('GET', `/v2/payments/captures/${encodeURIComponent(captureId)}`)
  const found = v.safeParse(capture, body)
  return found.success ? found.output.custom_id : undefined
}

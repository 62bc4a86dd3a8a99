import type Stripe from 'stripe'
import { fromProvider } from '../_shared/payments/money.ts'
import type { PaymentEvent } from '../_shared/payments/record.ts'
import { idOf, reasonOf, refundState, stateOf } from '../_shared/payments/stripe.ts'

type Said = PaymentEvent | undefined

/**
 * What an event of Stripe says of a payment, or nothing when it says nothing of one. Disputes, and refunds made in Stripe's dashboard,
 * name only the payment intent: that is asked whose it is. Throws when it cannot be asked.
 */
export async function readEvent(event: Stripe.Event, stripe: Stripe): Promise<Said> {
  const said = await read(event, stripe)
  // an account may sell other things too: what carries no payment of ours is not ours
  return said?.paymentId ? said : undefined
}

async function read(event: Stripe.Event, stripe: Stripe): Promise<Said> {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return await ofSession(event, event.data.object, stripe)
    case 'payment_intent.payment_failed': {
      const { id, metadata, last_payment_error } = event.data.object
      return {
        ...about(event, id),
        kind: 'failed',
        paymentId: metadata.payment_id,
        reason: reasonOf(last_payment_error),
      }
    }
    case 'charge.dispute.created':
      return await ofDispute(event, event.data.object, 'disputed', stripe)
    case 'charge.dispute.closed': {
      const kind = endOf[event.data.object.status]
      return kind && (await ofDispute(event, event.data.object, kind, stripe))
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const refund = event.data.object
      const { kind, reason } = refundState(refund)
      const paymentId = refund.metadata?.payment_id ?? (await paymentOf(refund.payment_intent, stripe))
      return {
        ...about(event, refund.id),
        // one refund is told of by several events
        eventId: `${refund.id}:${kind}`,
        kind,
        paymentId,
        ...sum(refund.amount, refund.currency),
        reason,
        payload: { type: event.type, refund: { ref: refund.id, id: refund.metadata?.refund_id } },
      }
    }
    default:
      return undefined
  }
}

/** An inquiry that is closed took no money. Another status is left to staff: the dispute stays open. */
const endOf: Record<string, 'dispute_won' | 'dispute_lost' | undefined> = {
  won: 'dispute_won',
  warning_closed: 'dispute_won',
  lost: 'dispute_lost',
}

async function ofDispute(
  event: Stripe.Event,
  { id, amount, currency, payment_intent }: Stripe.Dispute,
  kind: 'disputed' | 'dispute_won' | 'dispute_lost',
  stripe: Stripe,
): Promise<Said> {
  return {
    ...about(event, id),
    // one end may be told of by several events
    eventId: `${id}:${kind}`,
    kind,
    paymentId: await paymentOf(payment_intent, stripe),
    ...sum(amount, currency),
    payload: { type: event.type, dispute: { ref: id } },
  }
}

async function ofSession(
  event: Stripe.Event,
  session: Stripe.Checkout.Session,
  stripe: Stripe,
): Promise<Said> {
  // subscriptions and set-ups on the same account are not ours
  if (session.mode !== 'payment') return undefined
  const common = {
    ...about(event, session.id),
    ref: session.id,
    paymentId: session.client_reference_id ?? session.metadata?.payment_id,
  }
  const { kind, ...state } = stateOf(session)
  if (event.type === 'checkout.session.async_payment_failed')
    return { ...common, ...state, kind: 'failed', reason: 'declined' }
  if (kind === 'open') return undefined
  if (kind !== 'paid') return { ...common, ...state, kind }
  return { ...common, ...state, kind, ...(await cardOf(session, stripe)) }
}

/** With which card: the event does not say. It is a nicety, so a silent Stripe does not hold up the payment. */
async function cardOf(session: Stripe.Checkout.Session, stripe: Stripe): Promise<{ method?: string }> {
  try {
    const whole = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    })
    const { method } = stateOf(whole)
    return method ? { method } : {}
  } catch {
    return {}
  }
}

async function paymentOf(intent: string | Stripe.PaymentIntent | null, stripe: Stripe) {
  const id = idOf(intent)
  return id ? (await stripe.paymentIntents.retrieve(id)).metadata.payment_id : undefined
}

const sum = (amount: number, currency: string) => ({
  amountMinor: fromProvider('stripe', amount, currency),
  currency: currency.toUpperCase(),
})

// nothing of the buyer: neither name nor address is kept
const about = (event: Stripe.Event, object: string) => ({
  provider: 'stripe' as const,
  eventId: event.id,
  payload: { type: event.type, object, created: event.created, livemode: event.livemode },
})

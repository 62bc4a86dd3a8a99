import * as v from 'valibot'
import type { Rpc } from '../database.ts'
import type { Log } from '../serve.ts'
import type { PaymentState, ProviderName } from './provider.ts'

export type PaymentEvent = {
  provider: ProviderName
  /** The provider's own id of what happened: the same one twice is one. */
  eventId: string
  kind:
    | Exclude<PaymentState['kind'], 'open'>
    | ('refund_pending' | 'refunded' | 'refund_failed')
    | ('disputed' | 'dispute_won' | 'dispute_lost')
  ref?: string | undefined
  paymentId?: string | undefined
  /** Of a refund or a dispute: the sum of that. */
  amountMinor?: number | undefined
  currency?: string | undefined
  method?: string | undefined
  reason?: string | undefined
  /** Without names, addresses and numbers of people. Of a refund: `refund: { ref, id }`; of a dispute: `dispute: { ref }`. */
  payload?: Record<string, unknown>
}

const taken = v.object({ id: v.number(), is_new: v.boolean() })
const uuid = v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null)

/**
 * Stores what a provider said, then applies it: two calls, so that what was stored stays also when applying fails, which a job
 * does again. Throws only when it was not stored; then the provider must be told to come back.
 */
export async function recordPayment(rpc: Rpc, event: PaymentEvent, log: Log): Promise<string> {
  const { id } = v.parse(
    taken,
    await rpc('take_payment_event', {
      provider: event.provider,
      event_id: event.eventId,
      kind: event.kind,
      provider_ref: event.ref ?? null,
      payment_id: v.parse(uuid, event.paymentId),
      amount_minor: event.amountMinor ?? null,
      currency: event.currency ?? null,
      method: event.method ?? null,
      reason: event.reason ?? null,
      payload: event.payload ?? {},
    }),
  )
  try {
    const outcome = String(await rpc('apply_payment_event', { id }))
    if (!['applied', 'stale', 'duplicate'].includes(outcome))
      log(`${event.provider} ${event.eventId}: ${outcome}`)
    return outcome
  } catch (cause) {
    log(`${event.provider} ${event.eventId} stored, not applied: ${cause}`)
    return 'stored'
  }
}

/** What a provider answered when it was asked: the same answer twice is one event. */
export function recordAnswer(
  rpc: Rpc,
  asked: { id: string; provider: ProviderName; ref: string },
  state: PaymentState,
  log: Log,
): Promise<string> {
  if (state.kind === 'open') return Promise.resolve('open')
  const { kind, amountMinor, currency, method, reason } = state
  const eventId = ['asked', asked.id, kind, amountMinor, currency].join(':')
  const { provider, ref, id: paymentId } = asked
  return recordPayment(
    rpc,
    { provider, eventId, kind, ref, paymentId, amountMinor, currency, method, reason },
    log,
  )
}

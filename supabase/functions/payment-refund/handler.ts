import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import { ProviderFailure, type Refunded } from '../_shared/payments/provider.ts'
import type { Providers } from '../_shared/payments/providers.ts'
import type { Handle, Log } from '../_shared/serve.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  providers: Providers
  background(work: Promise<void>): void
  log: Log
}

const claimed = v.object({
  id: v.string(),
  attempt: v.number(),
  tries: v.number(),
  provider: v.picklist(['stripe', 'paypal', 'flutterwave', 'mpesa']),
  payment_ref: v.nullable(v.string()),
  charge: v.nullable(v.string()),
  refund_ref: v.nullable(v.string()),
  amount_minor: v.number(),
  currency: v.string(),
})
type Claimed = v.InferOutput<typeof claimed>
type Settled = Omit<Refunded, 'ref' | 'kind'> & { ref?: string; kind: Refunded['kind'] | 'retry' }

const batch = 5

/**
 * Answers knocks: hands granted refunds to their providers, and asks about those a provider has had for long. A refund goes under
 * its own id, so that asking a provider twice gives back once.
 */
export function paymentRefund({ webhookSecret, rpc, providers, background, log }: Dependencies): Handle {
  const settle = async (one: Claimed, { kind, ref, reason }: Settled) => {
    try {
      await rpc('settle_refund', {
        refund_id: one.id,
        tries: one.tries,
        kind,
        provider_ref: ref ?? null,
        reason: reason ?? null,
      })
    } catch (cause) {
      // its lease ends, and the provider finds it again by its id
      log(`refund ${one.id} not settled: ${cause}`)
    }
  }
  const work = async () => {
    for (;;) {
      const due = v.parse(v.array(claimed), await rpc('claim_refunds', { batch }))
      await Promise.all(due.map(async (one) => settle(one, await give(one, providers, log))))
      if (due.length < batch) return
    }
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

async function give(one: Claimed, providers: Providers, log: Log): Promise<Settled> {
  const provider = providers[one.provider]
  if (!provider || !one.payment_ref) return { kind: 'refund_failed', reason: 'not_set_up' }
  try {
    // taken already: who tells it by callback only is waited for
    if (one.refund_ref) return (await provider.readRefund?.(one.refund_ref)) ?? { kind: 'retry' }
    return await provider.refund({
      ref: one.payment_ref,
      refundId: one.attempt === 1 ? one.id : `${one.id}.${one.attempt}`,
      amountMinor: one.amount_minor,
      currency: one.currency,
      ...(one.charge ? { charge: one.charge } : {}),
    })
  } catch (cause) {
    log(`refund ${one.id} not given: ${cause}`)
    if (cause instanceof ProviderFailure && cause.refused)
      return { kind: 'refund_failed', reason: cause.code ?? 'refused' }
    return { kind: 'retry', reason: 'unclear' }
  }
}

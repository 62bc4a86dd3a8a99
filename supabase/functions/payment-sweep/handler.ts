import * as v from 'valibot'
import type { Rpc } from '../_shared/database.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Providers } from '../_shared/payments/providers.ts'
import { recordAnswer } from '../_shared/payments/record.ts'
import type { Handle, Log } from '../_shared/serve.ts'

export type Dependencies = {
  webhookSecret: string
  rpc: Rpc
  providers: Providers
  background(work: Promise<void>): void
  log: Log
}

const claimed = v.array(
  v.object({
    id: v.string(),
    provider: v.picklist(['stripe', 'paypal', 'flutterwave', 'mpesa']),
    provider_ref: v.string(),
    amount_minor: v.number(),
    currency: v.string(),
    is_over: v.boolean(),
  }),
)
const batch = 10

/** Answers knocks: asks the providers what became of payments that are open for long, because a callback may have been lost. */
export function paymentSweep({ webhookSecret, rpc, providers, background, log }: Dependencies): Handle {
  const work = async () => {
    for (;;) {
      const waiting = v.parse(claimed, await rpc('claim_payments', { batch }))
      await Promise.all(
        waiting.map(async ({ id, provider: name, provider_ref: ref, is_over: isOver, ...sum }) => {
          try {
            const provider = providers[name]
            if (isOver) await provider?.abandon?.(ref)
            const asked = { amountMinor: sum.amount_minor, currency: sum.currency, isOver }
            const state = await provider?.read(ref, asked)
            if (state) await recordAnswer(rpc, { id, provider: name, ref }, state, log)
          } catch (cause) {
            log(`payment ${id} not asked about: ${cause}`)
          }
        }),
      )
      if (waiting.length < batch) return
    }
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

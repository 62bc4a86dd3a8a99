import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import type { Providers } from '../_shared/payments/providers.ts'
import { recordAnswer, recordPayment } from '../_shared/payments/record.ts'
import { answerPeople } from '../_shared/person-door.ts'
import type { Handle, Log } from '../_shared/serve.ts'

export type Dependencies = {
  rpc: Rpc
  whoIs(token: string): Promise<string | undefined>
  providers: Providers
  log: Log
}

const body = v.object({
  payment_id: v.pipe(v.string(), v.uuid()),
  /** The payer came back by the way that says no. */
  cancelled: v.optional(v.boolean(), false),
})
const found = v.union([
  v.object({ refused: v.literal('payment_not_found') }),
  v.object({
    id: v.string(),
    provider: v.picklist(['stripe', 'paypal', 'flutterwave', 'mpesa', 'cash', 'card_at_door']),
    provider_ref: v.nullable(v.string()),
    amount_minor: v.number(),
    currency: v.string(),
    is_over: v.boolean(),
    status: v.string(),
    ask: v.boolean(),
  }),
])

/**
 * POST `{ payment_id, cancelled? }`: asks the provider how a payment of the caller's stands, now, and answers `{ status }`. For the
 * page one comes back to, which may be faster than the callback. A cancelled one is closed at the provider, so that what is shown as
 * cancelled cannot be paid. Errors: not_signed_in, invalid_body, payment_not_found.
 */
export function paymentRead(on: Dependencies): Handle {
  return answerPeople(on, async (request, personId) => {
    const read = await readJson(request, body, 1024)
    if (read.refusal) return read.refusal
    const { payment_id, cancelled } = read.value
    const asked = v.parse(found, await on.rpc('payment_to_read', { person_id: personId, payment_id }))
    if ('refused' in asked) return refuse(asked.refused)
    const { id, provider: name, provider_ref: ref } = asked
    if (!asked.ask || !ref || name === 'cash' || name === 'card_at_door')
      return Response.json({ status: asked.status })
    try {
      const provider = on.providers[name]
      if (!provider) throw new Error('not set up any more')
      const state = await provider.read(ref, {
        amountMinor: asked.amount_minor,
        currency: asked.currency,
        isOver: asked.is_over || cancelled,
      })
      if (cancelled && state.kind === 'open') {
        // first in our books: closing the page ends it as expired, and that callback may be fast
        const eventId = `cancelled:${id}`
        await recordPayment(
          on.rpc,
          { provider: name, eventId, kind: 'cancelled', ref, paymentId: id },
          on.log,
        )
        await provider.abandon?.(ref)
      } else {
        await recordAnswer(on.rpc, { id, provider: name, ref }, state, on.log)
      }
    } catch (cause) {
      // the provider is silent: what is known is still true, and the callback or the sweep says the rest
      on.log(`payment ${id} not asked about: ${cause}`)
    }
    return Response.json({ status: await on.rpc('payment_status_of', { payment_id: id }) })
  })
}

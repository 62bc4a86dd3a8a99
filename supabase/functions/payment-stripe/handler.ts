import Stripe from 'stripe'
import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { recordPayment } from '../_shared/payments/record.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { readEvent } from './event.ts'

export type Dependencies = {
  rpc: Rpc
  /** Without keys nothing is offered, and nothing is taken. `secrets`: of the endpoint; two while one is being changed. */
  account: { stripe: Stripe; secrets: string[] } | undefined
  log: Log
}

const crypto = Stripe.createSubtleCryptoProvider()
/** Seconds a signature lives: Stripe's own libraries say so. */
const tolerance = 300

/**
 * Takes an event of Stripe: verified over the raw body, stored, applied, and answered with 200 only when stored. The same event twice is
 * one. Errors: provider_not_offered, bad_signature, body_too_large, unavailable.
 */
export function paymentStripe({ rpc, account, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      if (!account) return refuse('provider_not_offered')
      const read = await readText(request, 262_144)
      if (read.refusal) return read.refusal
      const event = await verified(account, read.value, request.headers.get('stripe-signature') ?? '')
      if (!event) return refuse('bad_signature')
      try {
        const said = await readEvent(event, account.stripe)
        if (said) await recordPayment(rpc, said, log)
      } catch (cause) {
        log(`event ${event.id} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return Response.json({ received: true })
    },
    log,
  )
}

async function verified(
  { stripe, secrets }: { stripe: Stripe; secrets: string[] },
  body: string,
  signature: string,
): Promise<Stripe.Event | undefined> {
  for (const secret of secrets) {
    try {
      return await stripe.webhooks.constructEventAsync(body, signature, secret, tolerance, crypto)
    } catch {
      // of the other secret, or of nobody
    }
  }
  return undefined
}

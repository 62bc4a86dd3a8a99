import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import type { Paypal } from '../_shared/payments/paypal-api.ts'
import { recordPayment } from '../_shared/payments/record.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { readEvent } from './event.ts'
import type { Verifier } from './signature.ts'

export type Dependencies = {
  rpc: Rpc
  /** Without keys nothing is offered, and nothing is taken. */
  account: { paypal: Paypal; isSigned: Verifier } | undefined
  log: Log
}

/**
 * Takes an event of PayPal: verified over the raw body, stored, applied, and answered with 200 only when stored. The same event twice is one.
 * Errors: provider_not_offered, bad_signature, body_too_large, invalid_body, unavailable.
 */
export function paymentPaypal({ rpc, account, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      if (!account) return refuse('provider_not_offered')
      const read = await readText(request, 262_144)
      if (read.refusal) return read.refusal
      try {
        if (!(await account.isSigned(request.headers, read.value))) return refuse('bad_signature')
        const said = await readEvent(
          parsed(read.value),
          account.paypal,
          async (payment_id) => (await rpc('payment_is_over', { payment_id })) === true,
        )
        if (said) await recordPayment(rpc, said, log)
      } catch (cause) {
        log(`event of PayPal not stored: ${cause}`)
        return refuse('unavailable')
      }
      return Response.json({ received: true })
    },
    log,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

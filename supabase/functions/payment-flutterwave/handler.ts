import * as v from 'valibot'
import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { isSignedByFlutterwave, type Transaction } from '../_shared/payments/flutterwave.ts'
import { recordPayment } from '../_shared/payments/record.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'

export type Dependencies = {
  rpc: Rpc
  /** Without keys nothing is offered, and nothing is taken. `verify` asks Flutterwave for a transaction by its id. */
  account: { secretHash: string; verify(id: string): Promise<Transaction | undefined> } | undefined
  log: Log
}

const event = v.object({
  event: v.string(),
  data: v.object({ id: v.pipe(v.number(), v.integer(), v.minValue(1)), tx_ref: v.string() }),
})

/**
 * Takes a callback of Flutterwave. Its signature lets it in, and only a name: how the transaction stands, for what sum and under which
 * reference is read back from the API. Stored, applied, and answered with 200 only when stored. Errors: provider_not_offered, bad_signature, body_too_large,
 * invalid_body, unavailable.
 */
export function paymentFlutterwave({ rpc, account, log }: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      if (!account) return refuse('provider_not_offered')
      const read = await readText(request, 65_536)
      if (read.refusal) return read.refusal
      if (!isSignedByFlutterwave(account.secretHash, request.headers, read.value))
        return refuse('bad_signature')
      const told = parse(read.value)
      if (!told) return refuse('invalid_body')
      // transfers and subscriptions are no business of ours
      if (told.event !== 'charge.completed') return Response.json({ received: true })
      try {
        const found = await account.verify(String(told.data.id))
        // signed, and unknown to who signed it: the transaction may not be readable yet
        if (!found || found.ref !== told.data.tx_ref || found.kind === 'open') return refuse('unavailable')
        const { id, kind, ref, status, amountMinor, currency, method, reason } = found
        const eventId = [id, kind, amountMinor, currency].join(':')
        const payload = { transaction_id: id, status }
        const said = { eventId, kind, ref, paymentId: ref, amountMinor, currency, method, reason, payload }
        await recordPayment(rpc, { provider: 'flutterwave', ...said }, log)
      } catch (cause) {
        log(`transaction ${told.data.id} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return Response.json({ received: true })
    },
    log,
  )
}

function parse(body: string): v.InferOutput<typeof event> | undefined {
  try {
    const parsed = v.safeParse(event, JSON.parse(body))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

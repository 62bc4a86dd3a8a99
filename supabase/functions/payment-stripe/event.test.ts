import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type Stripe from 'stripe'
import { readEvent } from './event.ts'

const payment = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const stripe = {
  paymentIntents: { retrieve: () => Promise.resolve({ metadata: { payment_id: payment } }) },
} as unknown as Stripe
const told = (type: string, status: string, id = 'evt_1') =>
  readEvent(
    {
      id,
      type,
      created: 1,
      livemode: false,
      data: { object: { id: 'dp_1', amount: 1250, currency: 'eur', payment_intent: 'pi_1', status } },
    } as unknown as Stripe.Event,
    stripe,
  )

for (const [type, status, kind] of [
  ['charge.dispute.created', 'needs_response', 'disputed'],
  ['charge.dispute.closed', 'won', 'dispute_won'],
  ['charge.dispute.closed', 'warning_closed', 'dispute_won'],
  ['charge.dispute.closed', 'lost', 'dispute_lost'],
] as const)
  Deno.test(`a bank disputes a payment: ${type} that is ${status} is ${kind}`, async () => {
    const said = await told(type, status)
    deepStrictEqual(
      [said?.kind, said?.paymentId, said?.amountMinor, said?.currency],
      [kind, payment, 1250, 'EUR'],
    )
    deepStrictEqual(said?.payload?.dispute, { ref: 'dp_1' })
    // told by two events it is one
    strictEqual((await told(type, status, 'evt_2'))?.eventId, said?.eventId)
  })

Deno.test('a bank closes a dispute in a way that nobody here knows: it is left to staff', async () => {
  strictEqual(await told('charge.dispute.closed', 'prevented'), undefined)
})

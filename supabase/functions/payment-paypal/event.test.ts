import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Paypal } from '../_shared/payments/paypal-api.ts'
import { readEvent } from './event.ts'

const payment = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const taken = {
  id: 'CAP-1',
  status: 'COMPLETED',
  amount: { currency_code: 'EUR', value: '12.50' },
  custom_id: payment,
}
const paypal = { call: () => Promise.resolve({ status: 200, body: taken }) } as unknown as Paypal
const euros = (value: string) => ({ currency_code: 'EUR', value })
const told = (end: string, dispute_outcome?: object) =>
  readEvent(
    {
      id: crypto.randomUUID(),
      event_type: `CUSTOMER.DISPUTE.${end}`,
      resource: {
        dispute_id: 'PP-D-1',
        dispute_amount: euros('12.50'),
        disputed_transactions: [{ seller_transaction_id: 'CAP-1', buyer: { name: 'Somebody' } }],
        dispute_outcome,
      },
    },
    paypal,
    () => Promise.resolve(false),
  )

for (const [outcome_code, amount_refunded, kind, amountMinor] of [
  ['RESOLVED_SELLER_FAVOUR', undefined, 'dispute_won', 1250],
  ['CANCELED_BY_BUYER', undefined, 'dispute_won', 1250],
  ['RESOLVED_WITH_PAYOUT', euros('12.50'), 'dispute_won', 1250],
  ['RESOLVED_BUYER_FAVOUR', undefined, 'dispute_lost', 1250],
  ['RESOLVED_BUYER_FAVOUR', euros('4.00'), 'dispute_lost', 400],
  ['RESOLVED_BUYER_FAVOUR', euros('0.00'), 'dispute_won', 1250],
] as const)
  Deno.test(`a payer disputes at PayPal: ${outcome_code}, ${amount_refunded?.value ?? 'no sum'} taken, is ${kind}`, async () => {
    const said = await told('RESOLVED', { outcome_code, amount_refunded })
    deepStrictEqual([said?.kind, said?.amountMinor, said?.paymentId], [kind, amountMinor, payment])
    // PayPal says each thing by events of many names
    strictEqual((await told('RESOLVED', { outcome_code, amount_refunded }))?.eventId, said?.eventId)
    strictEqual(JSON.stringify(said).includes('Somebody'), false)
  })

Deno.test('a payer begins a dispute at PayPal', async () => {
  const said = await told('CREATED')
  deepStrictEqual([said?.kind, said?.eventId, said?.amountMinor], ['disputed', 'PP-D-1:disputed', 1250])
})

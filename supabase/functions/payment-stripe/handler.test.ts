import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import Stripe from 'stripe'
import type { Rpc } from '../_shared/database.ts'
import { stripeClient } from '../_shared/payments/stripe.ts'
import { paymentStripe } from './handler.ts'

const secret = 'whsec_now'
const payment = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
// nobody answers there: the card of a payment is a nicety
const stripe = stripeClient({ secretKey: 'sk_test', apiBase: 'http://127.0.0.1:9' })
const crypto = Stripe.createSubtleCryptoProvider()

function setUp(failing: string[] = []) {
  const calls: { name: string; parameters: Record<string, unknown> }[] = []
  const lines: string[] = []
  const rpc: Rpc = (name, parameters) => {
    calls.push({ name, parameters })
    if (failing.includes(name)) return Promise.reject(new Error('connection reset by 10.0.0.3'))
    return Promise.resolve(name === 'take_payment_event' ? { id: 7, is_new: true } : 'applied')
  }
  const account = { stripe, secrets: [secret, 'whsec_before'] }
  const log = (line: string) => void lines.push(line)
  return { calls, lines, handle: paymentStripe({ rpc, account, log }), rpc, log }
}

async function knock(object: object, how: { type?: string; secret?: string } = {}) {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: how.type ?? 'checkout.session.completed',
    created: 1,
    livemode: false,
    data: { object },
  })
  const signature = await stripe.webhooks.generateTestHeaderStringAsync({
    payload: body,
    secret: how.secret ?? secret,
    cryptoProvider: crypto,
  })
  const headers = { 'stripe-signature': signature }
  return new Request('http://127.0.0.1/payment-stripe', { method: 'POST', body, headers })
}
const paid = {
  id: 'cs_1',
  object: 'checkout.session',
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 1250,
  currency: 'eur',
  client_reference_id: payment,
  customer_details: { email: 'payer@example.com', name: 'Somebody' },
}

Deno.test('what Stripe says is stored, then applied, and nothing of the buyer is kept', async () => {
  const { calls, handle } = setUp()
  strictEqual((await handle(await knock(paid))).status, 200)
  deepStrictEqual(
    calls.map(({ name }) => name),
    ['take_payment_event', 'apply_payment_event'],
  )
  const stored = calls[0]?.parameters ?? {}
  deepStrictEqual(
    [
      stored.event_id,
      stored.kind,
      stored.amount_minor,
      stored.currency,
      stored.payment_id,
      stored.provider_ref,
    ],
    ['evt_1', 'paid', 1250, 'EUR', payment, 'cs_1'],
  )
  strictEqual(/payer@example|Somebody/.test(JSON.stringify(stored)), false)
})

Deno.test('the secret that was is still good while it is being changed, and another never', async () => {
  const { handle, calls } = setUp()
  strictEqual((await handle(await knock(paid, { secret: 'whsec_before' }))).status, 200)
  strictEqual((await handle(await knock(paid, { secret: 'whsec_other' }))).status, 403)
  strictEqual(calls.length, 2)
})

Deno.test('an event that was not stored is not answered as taken', async () => {
  const { handle, lines } = setUp(['take_payment_event'])
  strictEqual((await handle(await knock(paid))).status, 503)
  match(lines.join(), /10\.0\.0\.3/)
})

Deno.test('one that was stored and not applied is: a job applies it', async () => {
  const { handle } = setUp(['apply_payment_event'])
  strictEqual((await handle(await knock(paid))).status, 200)
})

Deno.test('a dispute of which nobody can say whose it is comes again', async () => {
  const { handle, calls } = setUp()
  const dispute = { id: 'dp_1', amount: 1250, currency: 'eur', payment_intent: 'pi_1' }
  strictEqual((await handle(await knock(dispute, { type: 'charge.dispute.created' }))).status, 503)
  strictEqual(calls.length, 0)
})

Deno.test('what says nothing of a payment of ours is taken and forgotten', async () => {
  const { handle, calls } = setUp()
  for (const object of [
    { ...paid, client_reference_id: null },
    { ...paid, mode: 'subscription' },
  ])
    strictEqual((await handle(await knock(object))).status, 200)
  strictEqual((await handle(await knock({ id: 'cus_1' }, { type: 'customer.created' }))).status, 200)
  strictEqual(calls.length, 0)
})

Deno.test('without keys there is no such provider', async () => {
  const { rpc, log } = setUp()
  const handle = paymentStripe({ rpc, account: undefined, log })
  strictEqual((await handle(await knock(paid))).status, 404)
})

import { X509Certificate } from 'node:crypto'
import Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paypalVerifier } from '../../../functions/payment-paypal/signature.ts'
import { type Box, openBox, openReceiver, until } from '../testing.ts'

const stripeAccount = { secretKey: 'sk_test_1', webhookSecret: 'whsec_1' }
const paypalAccount = { clientId: 'id', clientSecret: 'secret', webhookId: 'WH1' }
let receiver: Awaited<ReturnType<typeof openReceiver>>
let box: Box
let stripe: Stripe

beforeAll(async () => {
  receiver = await openReceiver(() => 200)
  box = await openBox({
    stripe: { ...stripeAccount, webhookUrl: `${receiver.url}/stripe` },
    paypal: { ...paypalAccount, webhookUrl: `${receiver.url}/paypal` },
  })
  const send: typeof fetch = (input, init) =>
    fetch(String(input).replace('https://api.stripe.com', `${box.url}/payments/stripe`), init)
  stripe = new Stripe('sk_test_1', { httpClient: Stripe.createFetchHttpClient(send), maxNetworkRetries: 0 })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const sessionOf = (number: string, amount = 1250, key?: string) =>
  stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: 'p1',
      success_url: 'http://127.0.0.1/ok',
      cancel_url: 'http://127.0.0.1/no',
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'eur', unit_amount: amount, product_data: { name: `Order ${number}` } },
        },
      ],
    },
    key ? { idempotencyKey: key } : {},
  )
const press = (page: string, action: string) =>
  fetch(page, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' })
const told = (path: string, about: string) =>
  receiver.received.filter(({ url, body }) => url.endsWith(path) && body.includes(about))

test('Stripe’s own library makes a session, and its events verify with that library', async () => {
  const session = await sessionOf('A1')
  await press(session.url ?? '', 'pay')
  await until('the event came', () => told('/stripe', session.id).length > 0)
  const [event] = told('/stripe', session.id)
  const read = stripe.webhooks.constructEvent(
    event?.body ?? '',
    event?.headers['stripe-signature'] ?? '',
    'whsec_1',
  )
  expect(read.type).toBe('checkout.session.completed')
  expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid')
})

test('the same key is the same session, and another request under it is refused, as at Stripe', async () => {
  const first = await sessionOf('A2', 100, 'key')
  expect((await sessionOf('A2', 100, 'key')).id).toBe(first.id)
  await expect(sessionOf('A2', 200, 'key')).rejects.toThrow('Keys for idempotent requests')
})

test('a wrong key is nobody, and more than was paid is not given back', async () => {
  const other = await fetch(`${box.url}/payments/stripe/v1/checkout/sessions`, { method: 'POST' })
  expect(other.status).toBe(401)
  const session = await sessionOf('A3')
  await press(session.url ?? '', 'pay')
  const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id)
  const give = (amount: number) => stripe.refunds.create({ payment_intent: payment_intent as string, amount })
  expect((await give(1000)).status).toBe('succeeded')
  await expect(give(251)).rejects.toThrow('greater than unrefunded')
  expect((await give(250)).status).toBe('succeeded')
})

test('the faults of callbacks: doubled, forged, and of another sum', async () => {
  const events = async (number: string, modes: string[], actions: string[]) => {
    for (const mode of modes) await box.post('/faults', { kind: 'payment_callback', to: number, mode })
    const session = await sessionOf(number)
    for (const action of actions) await press(session.url ?? '', action)
    return () => told('/stripe', session.id)
  }
  const doubled = await events('B1', ['double'], ['pay'])
  await until('it came twice', () => doubled().length === 2)
  const partial = await events('B2', ['partial'], ['pay'])
  await until('it came', () => partial().length > 0)
  expect(JSON.parse(partial()[0]?.body ?? '{}').data.object.amount_total).toBe(625)
  const forged = await events('B3', ['forge'], ['pay'])
  await until('it came', () => forged().length > 0)
  const [lie] = forged()
  expect(() =>
    stripe.webhooks.constructEvent(lie?.body ?? '', lie?.headers['stripe-signature'] ?? '', 'whsec_1'),
  ).toThrow()
})

test('PayPal’s events verify with its certificate, and not for another webhook or another body', async () => {
  const base = `${box.url}/payments/paypal`
  const asked = await fetch(`${base}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('id:secret')}` },
  })
  const { access_token } = (await asked.json()) as { access_token: string }
  const made = await fetch(`${base}/v2/checkout/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      intent: 'CAPTURE',
      purchase_units: [{ custom_id: 'p1', amount: { currency_code: 'EUR', value: '12.50' } }],
      payment_source: {
        paypal: {
          experience_context: { return_url: 'http://127.0.0.1/ok?a', cancel_url: 'http://127.0.0.1/no?a' },
        },
      },
    }),
  })
  const order = (await made.json()) as { id: string; links: { href: string }[] }
  await press(order.links[0]?.href ?? '', 'pay')
  await until('the event came', () => told('/paypal', order.id).length > 0)
  const [event] = told('/paypal', order.id)
  const headers = new Headers(event?.headers)
  const verifies = (webhookId: string, body = event?.body ?? '') =>
    paypalVerifier({ webhookId, apiBase: base })(headers, body)
  expect(await verifies('WH1')).toBe(true)
  expect(await verifies('WH2')).toBe(false)
  expect(await verifies('WH1', `${event?.body} `)).toBe(false)
  const pem = await (await fetch(headers.get('paypal-cert-url') ?? '')).text()
  expect(new X509Certificate(pem).subject).toBe('CN=messageverificationcerts.paypal.com')
})

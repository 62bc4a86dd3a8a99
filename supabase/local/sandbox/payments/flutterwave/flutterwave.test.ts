import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox, openReceiver, until } from '../../testing.ts'
import { signatureOf } from './account.ts'

let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
const keys = { secretKey: 'FLWSECK_TEST-1-X', secretHash: 'the hash' }
beforeAll(async () => {
  receiver = await openReceiver()
  const mpesa = { consumerKey: 'key', consumerSecret: 'secret', shortcode: '174379', passkey: 'pass' }
  const flutterwave = { ...keys, webhookUrl: `${receiver.url}/payment-flutterwave` }
  box = await openBox({ payments: { flutterwave, mpesa } })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const call = async (path: string, body?: object, key = keys.secretKey) => {
  const response = await fetch(`${box.url}/payments/flutterwave/v3${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json()) as { data: Record<string, unknown> } }
}
const begin = (tx_ref: string) =>
  call('/payments', {
    tx_ref,
    amount: '12.50',
    currency: 'NGN',
    redirect_url: 'http://127.0.0.1:1/orders/1?payment=1',
    customer: { email: 'ada@example.com' },
  })
const callbacks = (txRef: string) =>
  receiver.received.filter(({ body }) => body.includes(`"tx_ref":"${txRef}"`))

test('a person pays on the hosted page and is led back, and the callback proves itself', async () => {
  const { body } = await begin('one')
  const page = await fetch(String(body.data.link))
  expect(await page.text()).toContain('12.50 NGN')
  const paid = await fetch(String(body.data.link), {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay' }),
    redirect: 'manual',
  })
  const back = new URL(paid.headers.get('location') ?? '')
  expect(back.searchParams.get('payment')).toBe('1')
  expect(back.searchParams.get('status')).toBe('completed')
  await until('it was told', () => callbacks('one').length > 0)
  const { headers, body: raw } = callbacks('one')[0] as (typeof receiver.received)[number]
  if (headers['verif-hash']) expect(headers['verif-hash']).toBe(keys.secretHash)
  else expect(headers['flutterwave-signature']).toBe(signatureOf(keys.secretHash, raw))
  const id = back.searchParams.get('transaction_id')
  expect((await call(`/transactions/${id}/verify`)).body.data).toMatchObject({
    tx_ref: 'one',
    amount: 12.5,
    status: 'successful',
  })
})

test.each([
  ['doubled', ['successful', 'successful']],
  ['reordered', ['successful', 'pending']],
  ['forged', ['successful', 'successful']],
])('callbacks may come %s', async (course, statuses) => {
  await begin(course)
  await box.post(`/payments/flutterwave/deeds/${course}`, { outcome: 'successful', callbacks: course })
  await until('all were told', () => callbacks(course).length === statuses.length)
  expect(callbacks(course).map(({ body }) => JSON.parse(body).data.status)).toEqual(statuses)
})

test('nobody without the key is answered, and no more is given back than was paid', async () => {
  expect((await call('/payments', {}, 'FLWSECK-other')).status).toBe(401)
  await begin('refund')
  const deed = await box.post('/payments/flutterwave/deeds/refund', {
    outcome: 'successful',
    callbacks: 'none',
  })
  const { transaction } = (await deed.json()) as { transaction: { id: number } }
  const refund = (amount: string) =>
    call(`/transactions/${transaction.id}/refund`, { amount, comments: 'mine' })
  expect((await refund('10.00')).body.data).toMatchObject({ status: 'completed', amount_refunded: 10 })
  expect((await refund('2.51')).status).toBe(400)
  expect((await refund('2.50')).status).toBe(200)
  expect((await call(`/refunds?id=${transaction.id}`)).body.data).toHaveLength(2)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox, openReceiver, until } from '../../testing.ts'

let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
const account = { consumerKey: 'key', consumerSecret: 'secret', shortcode: '174379', passkey: 'pass' }
beforeAll(async () => {
  receiver = await openReceiver()
  const flutterwave = { secretKey: 'x', secretHash: 'x', webhookUrl: receiver.url }
  box = await openBox({ payments: { flutterwave, mpesa: account } })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const token = async (basic = btoa(`${account.consumerKey}:${account.consumerSecret}`)) => {
  const response = await fetch(`${box.url}/payments/mpesa/oauth/v1/generate?grant_type=client_credentials`, {
    headers: { authorization: `Basic ${basic}` },
  })
  return ((await response.json()) as { access_token?: string }).access_token
}
const call = async (path: string, body: object, bearer?: string) => {
  const response = await fetch(`${box.url}/payments/mpesa${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer ?? (await token())}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}
const signed = {
  BusinessShortCode: account.shortcode,
  Password: btoa(`${account.shortcode}${account.passkey}20261121120000`),
  Timestamp: '20261121120000',
}
const ring = async (more = {}) =>
  call('/mpesa/stkpush/v1/processrequest', {
    ...signed,
    Amount: 1500,
    PhoneNumber: '254712345678',
    CallBackURL: `${receiver.url}/payment-mpesa`,
    AccountReference: 'A1027',
    TransactionDesc: 'A1027',
    ...more,
  })
const query = (CheckoutRequestID = '') =>
  call('/mpesa/stkpushquery/v1/query', { ...signed, CheckoutRequestID })
const told = (id = '') =>
  receiver.received.filter(({ body }) => body.includes(id)).map(({ body }) => JSON.parse(body))

test('a phone rings until its owner pays, and what the callback says the query confirms', async () => {
  const { body } = await ring()
  const id = body.CheckoutRequestID ?? ''
  expect((await query(id)).body.errorCode).toBe('500.001.1001')
  const page = await fetch(`${box.url}/payments/mpesa/phone/254712345678`)
  expect(await page.text()).toMatch(/KES 1500[\s\S]*A1027|A1027[\s\S]*KES 1500/)
  await box.post(`/payments/mpesa/deeds/${id}`, { ending: 'paid' })
  await until('it was told', () => told(id).length === 1)
  expect(told(id)[0].Body.stkCallback.CallbackMetadata.Item[0]).toEqual({ Name: 'Amount', Value: 1500 })
  expect((await query(id)).body.ResultCode).toBe('0')
  expect((await box.post(`/payments/mpesa/deeds/${id}`, { ending: 'cancelled' })).status).toBe(422)
})

test('a forged callback says what the query does not', async () => {
  const { body } = await ring()
  const id = body.CheckoutRequestID ?? ''
  await box.post(`/payments/mpesa/deeds/${id}`, { ending: 'cancelled', callbacks: 'forged' })
  await until('both were told', () => told(id).length === 2)
  expect(
    told(id)
      .map((one) => one.Body.stkCallback.ResultCode)
      .toSorted(),
  ).toEqual([0, 1032])
  expect((await query(id)).body.ResultCode).toBe('1032')
})

test('a reversal is told later, and never gives back more than was paid', async () => {
  const { body } = await ring()
  const deed = await box.post(`/payments/mpesa/deeds/${body.CheckoutRequestID}`, {
    ending: 'paid',
    callbacks: 'none',
  })
  const { receipt } = (await deed.json()) as { receipt: string }
  const reverse = async (Amount: number) => {
    const asked = await call('/mpesa/reversal/v1/request', {
      Initiator: 'api',
      SecurityCredential: 'sealed',
      CommandID: 'TransactionReversal',
      TransactionID: receipt,
      Amount,
      ReceiverParty: account.shortcode,
      ResultURL: `${receiver.url}/payment-mpesa?refund=1`,
    })
    const id = asked.body.ConversationID
    await until('it was told', () => told(id).length === 1)
    return told(id)[0].Result.ResultCode
  }
  expect(await reverse(1000)).toBe(0)
  expect(await reverse(501)).toBe(2001)
  expect(await reverse(500)).toBe(0)
})

test('wrong keys, a stranger token and half a request are refused', async () => {
  expect(await token(btoa('key:wrong'))).toBeUndefined()
  expect((await call('/mpesa/stkpush/v1/processrequest', {}, 'stranger')).status).toBe(401)
  expect((await ring({ Amount: 10.5 })).status).toBe(400)
  expect((await ring({ PhoneNumber: '0712345678' })).status).toBe(400)
  expect((await ring({ Password: btoa('other') })).status).toBe(500)
})

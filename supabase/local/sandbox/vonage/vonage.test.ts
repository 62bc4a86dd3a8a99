import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox, openReceiver, until } from '../testing.ts'
import { signVonage } from './account.ts'

const account = { apiKey: 'abcd1234', apiSecret: 'secret', signatureSecret: 'signing secret' }
let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver()
  box = await openBox({ vonage: account })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const authorization = `Basic ${btoa(`${account.apiKey}:${account.apiSecret}`)}`
async function send(to: string, more: Record<string, string> = {}, auth = authorization) {
  const response = await fetch(`${box.url}/vonage/rest.nexmo.com/sms/json`, {
    method: 'POST',
    headers: { authorization: auth },
    body: new URLSearchParams({
      from: 'Orderline',
      to: to.slice(1),
      text: 'Order A1001 placed.',
      'client-ref': `ref ${to}`,
      callback: `${receiver.url}/vonage-events`,
      ...more,
    }),
  })
  const said = await response.text()
  return { status: response.status, body: said ? JSON.parse(said) : null }
}
const receipts = (to: string) => receiver.received.filter(({ params }) => params.msisdn === to.slice(1))

test('a text is taken, kept for the desk, and its receipts are signed', async () => {
  const to = '+447700900031'
  const { body } = await send(to)
  expect(body['message-count']).toBe('1')
  expect(body.messages[0]).toMatchObject({ status: '0', to: '447700900031', 'message-price': '0.03330000' })
  await until('it was delivered', () => receipts(to).some(({ params }) => params.status === 'delivered'))
  expect(receipts(to).map(({ params }) => params.status)).toEqual(['accepted', 'delivered'])
  for (const { params } of receipts(to)) {
    const { sig, ...signed } = params
    expect(signVonage(account.signatureSecret, signed)).toBe(sig)
    expect(signed).toMatchObject({ messageId: body.messages[0]['message-id'], 'client-ref': `ref ${to}` })
  }
  expect(await box.kept('sms', to)).toMatchObject([{ via: 'vonage', from: 'Orderline' }])
})

test('our signature is that of its own libraries', () => {
  expect(signVonage('secret', { a: '1', b: '2', timestamp: '1461605396' })).toBe(
    'a321e824b9b816be7c3f28859a31749a098713d39f613c80d455bbaffae1cd24',
  )
})

test('a long text is several messages', async () => {
  const { body } = await send('+447700900032', { text: 'a'.repeat(200) })
  const ids = body.messages.map((part: { 'message-id': string }) => part['message-id'])
  expect(new Set(ids).size).toBe(2)
})

test.each([
  ['a wrong secret', '+447700900033', {}, '4', 'Basic bm86bm8='],
  ['no text', '+447700900033', { text: '' }, '2', authorization],
  ['no number', '+44', {}, '3', authorization],
  ['a short life', '+447700900033', { ttl: '1000' }, '3', authorization],
  ['a landline', '+447700900180', {}, '6', authorization],
  ['a number that said STOP', '+15005550004', {}, '7', authorization],
  ['haste', '+447700900129', {}, '1', authorization],
])('%s is refused with status 200 and a number', async (_, to, more, status, auth) => {
  const answer = await send(to, more, auth)
  expect([answer.status, answer.body.messages[0].status]).toEqual([200, status])
})

test.each([
  ['unreachable', '+447700900103', 'failed', '2'],
  ['unknown', '+447700900105', 'failed', '3'],
  ['filtered', '+447700900107', 'failed', '6'],
  ['too late', '+447700900136', 'expired', '2'],
])('the magic number for %s ends as it says', async (_, to, status, code) => {
  await send(to)
  await until('the last receipt came', () => receipts(to).some(({ params }) => params['err-code'] === code))
  expect(receipts(to).at(-1)?.params.status).toBe(status)
})

test('a lost answer leaves a record that is found by its mark, and the list of the first provider does not show it', async () => {
  const to = '+447700900034'
  await box.post('/faults', { kind: 'vonage', to, mode: 'lose' })
  await expect(send(to)).rejects.toThrow()
  const query = new URLSearchParams({
    account_id: account.apiKey,
    product: 'SMS',
    direction: 'outbound',
    to: to.slice(1),
    date_start: new Date(Date.now() - 60_000).toISOString(),
    date_end: new Date(Date.now() + 1000).toISOString(),
  })
  const found = await fetch(`${box.url}/vonage/api.nexmo.com/v2/reports/records?${query}`, {
    headers: { authorization },
  })
  expect(((await found.json()) as { records: object[] }).records).toMatchObject([{ client_ref: `ref ${to}` }])
  expect(await box.client.messages.list({ to })).toEqual([])
})

test('each provider fails alone', async () => {
  const to = '+447700900035'
  await box.post('/faults', { kind: 'sms', to, mode: 'fail', http_status: 500 })
  expect((await send(to)).body.messages[0].status).toBe('0')
  await expect(box.client.messages.create({ to, from: '+15005550006', body: 'x' })).rejects.toMatchObject({
    status: 500,
  })
})

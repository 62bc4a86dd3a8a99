import twilio from 'twilio'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  accountSid,
  authToken,
  type Box,
  openBox,
  openReceiver,
  type Received,
  serviceSid,
  until,
} from '../testing.ts'

let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeEach(async () => {
  // Steps wide enough that two callbacks cannot overtake each other on a busy machine.
  box = await openBox({ pace: { stepMs: 40, lateMs: 500 } })
  receiver = await openReceiver()
})
afterEach(async () => {
  await box.stop()
  await receiver.stop()
})

const send = (to: string, statusCallback = `${receiver.url}/status?delivery=a%20b&x=1`) =>
  box.client.messages.create({ to, messagingServiceSid: serviceSid, body: 'Hello', statusCallback })
const statuses = () => receiver.received.map(({ params }) => params.MessageStatus)
const isSigned = ({ headers, url, params }: Received) =>
  twilio.validateRequest(authToken, headers['x-twilio-signature'] ?? '', url, params)

test('a sender hears of queued, sent and delivered, each signed over the exact URL', async () => {
  const { sid } = await send('+447700900001')
  await until('three callbacks came', () => receiver.received.length === 3)
  expect(statuses()).toEqual(['queued', 'sent', 'delivered'])
  expect(receiver.received.map(isSigned)).toEqual([true, true, true])
  const last = receiver.received[2] as Received
  expect(new URL(last.url).search).toBe('?delivery=a%20b&x=1')
  expect(last.headers['content-type']).toContain('application/x-www-form-urlencoded')
  expect(last.params).toEqual({
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: 'delivered',
    SmsStatus: 'delivered',
    To: '+447700900001',
    From: '+15005550006',
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    MessagingServiceSid: serviceSid,
    RawDlrDoneDate: expect.stringMatching(/^\d{10}$/),
  })
  expect(
    twilio.validateRequest(authToken, last.headers['x-twilio-signature'] ?? '', last.url, {
      ...last.params,
      To: '+1',
    }),
  ).toBe(false)
})

test('what the endpoint answered is written down', async () => {
  const { sid } = await send('+447700900001')
  await until(
    'all are answered',
    async () => (await box.kept('callback')).filter((c) => c.http_status === 204).length === 3,
  )
  expect((await box.kept('callback', '+447700900001'))[0]).toMatchObject({
    about: sid,
    event: 'queued',
    attempts: 1,
    error: null,
  })
})

test('an endpoint that fails is asked again with the same token until it answers', async () => {
  const failing = await openReceiver((n) => (n <= 2 ? 503 : 200))
  await send('+447700900001', failing.url)
  const kept = () => box.kept('callback')
  await until('all were taken', async () => (await kept()).filter((c) => c.http_status === 200).length === 3)
  const tries = (await kept()).map(({ attempts }) => attempts)
  expect(tries.reduce((sum, n) => sum + n)).toBe(5)
  const tokens = failing.received.map(
    ({ headers, params }) => `${params.MessageStatus} ${headers['i-twilio-idempotency-token']}`,
  )
  expect([failing.received.length, new Set(tokens).size]).toEqual([5, 3])
  await failing.stop()
})

test('an endpoint that is not there is tried three times and the reason kept', async () => {
  await send('+447700900001', 'http://127.0.0.1:9/status')
  await until(
    'it gave up',
    async () => (await box.kept('callback')).filter((c) => c.attempts === 3).length === 3,
  )
  expect((await box.kept('callback'))[0]).toMatchObject({
    http_status: null,
    error: expect.stringMatching(/./),
  })
})

test('the number for doubled callbacks says each status twice', async () => {
  await send('+447700900170')
  await until('six came', () => receiver.received.length === 6)
  expect(statuses().toSorted()).toEqual(['delivered', 'delivered', 'queued', 'queued', 'sent', 'sent'])
})

test('the number for reordered callbacks says the end first', async () => {
  await send('+447700900171')
  await until('three came', () => receiver.received.length === 3)
  expect(statuses()).toEqual(['delivered', 'sent', 'queued'])
})

test('the number without callbacks stays sent for ever', async () => {
  const { sid } = await send('+447700900172')
  await until('sent', async () => (await box.client.messages(sid).fetch()).status === 'sent')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await box.client.messages(sid).fetch()).status).toBe('sent')
  expect(receiver.received).toEqual([])
})

test('the number for late callbacks speaks after the message has long arrived', async () => {
  const { sid } = await send('+447700900173')
  await until('delivered', async () => (await box.client.messages(sid).fetch()).status === 'delivered')
  expect(receiver.received).toEqual([])
  await until('three came', () => receiver.received.length === 3)
  expect(statuses()).toEqual(['queued', 'sent', 'delivered'])
})

test('the number for forged callbacks puts a false failure before each true status', async () => {
  await send('+447700900174')
  await until('six came', () => receiver.received.length === 6)
  const [genuine, forged] = [
    receiver.received.filter(isSigned),
    receiver.received.filter((r) => !isSigned(r)),
  ]
  expect(genuine.map(({ params }) => params.MessageStatus).toSorted()).toEqual([
    'delivered',
    'queued',
    'sent',
  ])
  expect(forged.map(({ params }) => params.MessageStatus)).toEqual(['failed', 'failed', 'failed'])
})

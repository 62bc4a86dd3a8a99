import twilio from 'twilio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authToken, type Box, openBox, openReceiver, type Received, until } from '../testing.ts'

let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver()
  box = await openBox({ inboundUrl: `${receiver.url}/twilio-inbound` })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const write = (from: string, body: string) => box.post('/sms/inbound', { from, body })
const send = (to: string) => box.client.messages.create({ to, from: '+15005550006', body: 'x' })

test('an SMS somebody writes is kept and posted signed', async () => {
  expect((await write('+447700900021', 'Where is it?')).status).toBe(201)
  await until('it was posted', () => receiver.received.length === 1)
  const { url, headers, params } = receiver.received[0] as Received
  expect(params).toMatchObject({
    From: '+447700900021',
    To: '+15005550006',
    Body: 'Where is it?',
    SmsStatus: 'received',
  })
  expect(twilio.validateRequest(authToken, headers['x-twilio-signature'] ?? '', url, params)).toBe(true)
  expect(await box.kept('inbound', '+447700900021')).toMatchObject([
    { body: 'Where is it?', keyword: null, reply: null },
  ])
})

test('whoever sends STOP gets no more messages until START', async () => {
  const number = '+447700900022'
  await write(number, ' stop ')
  await expect(send(number)).rejects.toMatchObject({ status: 400, code: 21610 })
  expect(await send('+447700900023')).toMatchObject({ status: 'queued' })
  await write(number, 'START')
  expect(await send(number)).toMatchObject({ status: 'queued' })
  const replies = (await box.kept('inbound', number)).map(({ keyword, reply }) => [
    keyword,
    reply?.slice(0, 21),
  ])
  expect(replies).toEqual([
    ['stop', 'You have successfully'],
    ['start', 'You have successfully'],
  ])
})

test('a keyword inside a sentence stops nothing', async () => {
  await write('+447700900024', 'Please stop at the gate')
  expect(await send('+447700900024')).toMatchObject({ status: 'queued' })
})

test('an SMS from no number is not taken', async () => {
  expect((await write('Ada', 'hello')).status).toBe(422)
})

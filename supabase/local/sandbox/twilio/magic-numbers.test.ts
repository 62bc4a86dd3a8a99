import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountSid, authToken, type Box, openBox, openReceiver, serviceSid, until } from '../testing.ts'
import { magicNumbers } from './magic-numbers.ts'

let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  box = await openBox()
  receiver = await openReceiver()
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const send = (to: string) =>
  box.client.messages.create({
    to,
    messagingServiceSid: serviceSid,
    body: 'Hello',
    statusCallback: receiver.url,
  })
const raw = (to: string, timeoutMs = 5000) =>
  fetch(`${box.url}/twilio/api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
    body: new URLSearchParams({ To: to, From: '+15005550006', Body: 'Hello' }),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  })
const keptFor = async (to: string) => (await box.kept('sms', to)).length

test.each([
  ['+15005550001', 400, 21211],
  ['+15005550002', 400, 21612],
  ['+15005550003', 400, 21408],
  ['+15005550004', 400, 21610],
  ['+15005550009', 400, 21614],
  ['+447700900129', 429, 20429],
  ['+447700900150', 500, 20500],
  ['+447700900151', 503, 20503],
  ['+447700900180', 400, 21614],
  ['+447700900182', 400, 21211],
])('a message to %s is refused with %i and %i, and not kept', async (to, status, code) => {
  await expect(send(to)).rejects.toMatchObject({ status, code })
  expect(await keptFor(to)).toBe(0)
})

test('the number that is asked too often says when to come back', async () => {
  expect((await raw('+447700900129')).headers.get('retry-after')).toBe('2')
})

test.each([
  [3, 'undelivered'],
  [4, 'undelivered'],
  [5, 'undelivered'],
  [6, 'undelivered'],
  [7, 'undelivered'],
  [8, 'undelivered'],
  [34, 'undelivered'],
  [36, 'failed'],
])('a message to …1%i is accepted and ends with its code as %s', async (nn, status) => {
  const { sid } = await send(`+4477009001${String(nn).padStart(2, '0')}`)
  const ErrorCode = String(30_000 + nn)
  const heard = () =>
    receiver.received.filter(({ params }) => params.MessageSid === sid).map(({ params }) => params)
  await until('the end is called back', () => heard().some((params) => params.ErrorCode === ErrorCode))
  expect(heard().at(-1)).toMatchObject({ MessageStatus: status, ErrorCode })
  expect(
    heard()
      .slice(0, -1)
      .every((params) => params.ErrorCode === undefined),
  ).toBe(true)
  const message = await box.client.messages(sid).fetch()
  expect(message).toMatchObject({ status, errorCode: 30_000 + nn, errorMessage: expect.stringMatching(/./) })
})

test.each([
  [60, 'never answers', /timeout/, 0],
  [61, 'is reset', /fetch failed/, 0],
  [62, 'is reset after it was taken', /fetch failed/, 1],
  [63, 'was taken and never answers', /timeout/, 1],
])('a message to …1%i %s', async (nn, _, error, kept) => {
  const to = `+4477009001${nn}`
  await expect(raw(to, 500)).rejects.toThrow(error)
  expect(await keptFor(to)).toBe(kept)
})

test('a message whose answer is lost is found in the list', async () => {
  const to = '+447700900162'
  const since = new Date(Date.now() - 1000)
  await expect(raw(to)).rejects.toThrow()
  await until('sent', async () => (await box.client.messages.list({ to, dateSentAfter: since })).length > 0)
})

test('the number that redirects names another place and keeps nothing', async () => {
  const response = await raw('+447700900152')
  expect([response.status, response.headers.get('location')]).toEqual([307, '/twilio/elsewhere'])
  expect(await keptFor('+447700900152')).toBe(0)
})

test('the number with the cut answer breaks off in the middle of it', async () => {
  const response = await raw('+447700900164')
  expect(response.status).toBe(201)
  await expect(response.text()).rejects.toThrow()
  expect(await keptFor('+447700900164')).toBe(1)
})

test('the number with the broken answer says something that is not JSON', async () => {
  const response = await raw('+447700900165')
  await expect(response.json()).rejects.toThrow(SyntaxError)
})

test('the number with the huge answer sends more than 10 MB', async () => {
  const response = await raw('+447700900166')
  expect((await response.text()).length).toBeGreaterThan(10 * 1024 * 1024)
})

test('the slow number sends one byte at a time', async () => {
  const response = await raw('+447700900167')
  const reader = response.body?.getReader()
  const sizes: (number | undefined)[] = []
  while (sizes.length < 3) sizes.push((await reader?.read())?.value?.length)
  await reader?.cancel()
  // a busy machine reads two at once now and then
  expect(sizes.reduce<number>((sum, size = 1000) => sum + size, 0)).toBeLessThan(20)
})

test('the late number answers whole, after its pause', async () => {
  const began = Date.now()
  expect((await raw('+447700900168')).status).toBe(201)
  expect(Date.now() - began).toBeGreaterThanOrEqual(115)
})

test('no number stands in the table twice, and ours are all from the range nobody can have', () => {
  const numbers = magicNumbers.map(({ number }) => number)
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers.filter((number) => !/^(\+1500555000\d|\+4477009001\d\d)$/.test(number))).toEqual([])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountSid, type Box, openBox, serviceSid, twilioClient, until } from '../testing.ts'

let box: Box
beforeAll(async () => {
  box = await openBox({ pace: { priceMs: 1000 } })
})
afterAll(() => box.stop())

const from = '+15005550006'
const to = '+447700900001'

test('a message by a Messaging Service begins accepted, without sender, segments or price', async () => {
  const message = await box.client.messages.create({
    to,
    messagingServiceSid: serviceSid,
    body: 'On its way',
  })
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(message).toMatchObject({
    accountSid,
    to,
    from: null,
    body: 'On its way',
    status: 'accepted',
    numSegments: '0',
    direction: 'outbound-api',
    price: null,
    messagingServiceSid: serviceSid,
    apiVersion: '2010-04-01',
  })
  expect(message.dateCreated).toBeInstanceOf(Date)
})

test('a message by a plain sender begins queued with its segments counted', async () => {
  const message = await box.client.messages.create({ to, from, body: 'x'.repeat(161) })
  expect(message).toMatchObject({ from, status: 'queued', numSegments: '2', messagingServiceSid: null })
})

test('a message is delivered by itself, and its price is known later than its end', async () => {
  const { sid } = await box.client.messages.create({ to, messagingServiceSid: serviceSid, body: 'Hello' })
  await until('delivered', async () => (await box.client.messages(sid).fetch()).status === 'delivered')
  const message = await box.client.messages(sid).fetch()
  expect(message).toMatchObject({ from, numSegments: '1', price: null, errorMessage: null })
  expect(message.dateSent).toBeInstanceOf(Date)
  await until('priced', async () => (await box.client.messages(sid).fetch()).price === '-0.04000')
  expect((await box.client.messages(sid).fetch()).priceUnit).toBe('USD')
})

test('a sender with a wrong token is told 20003', async () => {
  const stranger = twilioClient(box.url, 'guessed')
  await expect(stranger.messages.create({ to, from, body: 'x' })).rejects.toMatchObject({
    status: 401,
    code: 20003,
  })
})

test.each([
  ['not E.164', { to: '07700900001', from, body: 'x' }, 21211],
  ['no sender', { to, body: 'x' }, 21603],
  ['a blank body', { to, from, body: ' ' }, 21602],
  ['1,601 letters', { to, from, body: 'x'.repeat(1601) }, 21617],
  ['a malformed service', { to, messagingServiceSid: 'MG1', body: 'x' }, 21701],
  ['a sender not owned', { to, from: '+15005550007', body: 'x' }, 21606],
  [
    'a callback host with an underscore',
    { to, from, body: 'x', statusCallback: 'http://a_b.example/x' },
    21609,
  ],
  ['a callback that is no URL', { to, from, body: 'x', statusCallback: 'status' }, 21609],
  [
    'scheduling, which is not imitated',
    { to, messagingServiceSid: serviceSid, body: 'x', scheduleType: 'fixed' as const },
    20001,
  ],
])('a message with %s is refused in the shape of Twilio', async (_, message, code) => {
  const before = (await box.kept('sms')).length
  const error = await box.client.messages.create(message).catch((e: unknown) => e)
  expect(error).toMatchObject({ status: 400, code, moreInfo: `https://www.twilio.com/docs/errors/${code}` })
  expect(await box.kept('sms')).toHaveLength(before)
  expect((await box.kept('refusal')).at(-1)).toMatchObject({ provider: 'twilio', http_status: 400, code })
})

test('a message nobody sent is not found', async () => {
  await expect(box.client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
    status: 404,
    code: 20404,
  })
})

test('the list finds by number, sender and date, newest first', async () => {
  const number = '+447700900002'
  const started = new Date(Date.now() - 1000)
  const sids: string[] = []
  for (const body of ['one', 'two', 'three']) {
    sids.unshift((await box.client.messages.create({ to: number, from, body })).sid)
  }
  await until('all are sent', async () =>
    (await box.kept('sms', number)).every((sms) => sms.sent_at !== null),
  )
  const found = async (filter: object) =>
    (await box.client.messages.list({ to: number, ...filter })).map(({ sid }) => sid)
  expect(await found({})).toEqual(sids)
  expect(await found({ dateSentAfter: started })).toEqual(sids)
  expect(await found({ dateSentAfter: new Date(Date.now() + 60_000) })).toEqual([])
  expect(await found({ dateSentBefore: started })).toEqual([])
  expect(await found({ from: '+15005550000' })).toEqual([])
  expect(await found({ from })).toEqual(sids)
})

test('the list by date leaves out what is not sent yet', async () => {
  const slow = await openBox({ pace: { stepMs: 60_000 } })
  await slow.client.messages.create({ to, from, body: 'waiting' })
  expect(await slow.client.messages.list({ to })).toHaveLength(1)
  expect(await slow.client.messages.list({ to, dateSentAfter: new Date(0) })).toHaveLength(0)
  await slow.stop()
})

test('the SDK pages through the list without losing or repeating one', async () => {
  const number = '+447700900003'
  for (let n = 0; n < 7; n++) await box.client.messages.create({ to: number, from, body: `${n}` })
  const bodies: string[] = []
  const first = await box.client.messages.page({ to: number, pageSize: 3 })
  await box.client.messages.create({ to: number, from, body: 'meanwhile' })
  for (
    let page: Pick<typeof first, 'instances' | 'nextPage'> | undefined = first;
    page;
    page = await page.nextPage()
  ) {
    bodies.push(...page.instances.map(({ body }) => body))
  }
  expect(bodies).toEqual(['6', '5', '4', '3', '2', '1', '0'])
})

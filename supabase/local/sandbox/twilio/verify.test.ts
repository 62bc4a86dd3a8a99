import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox } from '../testing.ts'
import { createVerifications } from './verification.ts'

const serviceSid = `VA${'7'.repeat(32)}`
let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box.stop())

const service = () => box.client.verify.v2.services(serviceSid)
const start = (to: string) => service().verifications.create({ to, channel: 'sms' })
const check = (to: string, code: string) => service().verificationChecks.create({ to, code })
const codeFor = async (to: string) => (await box.kept('sms', to)).at(-1)?.code ?? ''
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

test('a person is approved by the six digits that came by SMS, once', async () => {
  const to = '+447700900011'
  const verification = await start(to)
  expect(verification).toMatchObject({ to, channel: 'sms', status: 'pending', valid: false, serviceSid })
  expect(verification.sid).toMatch(/^VE[0-9a-f]{32}$/)
  const code = await codeFor(to)
  expect(code).toMatch(/^\d{6}$/)
  expect((await box.kept('sms', to))[0]).toMatchObject({ via: 'verify', body: expect.stringContaining(code) })
  expect(await check(to, wrong(code))).toMatchObject({ status: 'pending', valid: false })
  expect(await check(to, code)).toMatchObject({ status: 'approved', valid: true, sid: verification.sid })
  await expect(check(to, code)).rejects.toMatchObject({ status: 404, code: 20404 })
})

test('a code sent again is the same one, and the sixth is refused', async () => {
  const to = '+447700900012'
  const first = await start(to)
  for (let n = 2; n <= 5; n++) expect((await start(to)).sendCodeAttempts).toHaveLength(n)
  expect(new Set((await box.kept('sms', to)).map(({ code }) => code)).size).toBe(1)
  expect((await service().verifications(first.sid).fetch()).status).toBe('pending')
  await expect(start(to)).rejects.toMatchObject({ status: 429, code: 60203 })
})

test('whoever guesses is stopped at the sixth check, even with the right code', async () => {
  const to = '+447700900013'
  await start(to)
  const code = await codeFor(to)
  for (let n = 1; n <= 5; n++) expect((await check(to, wrong(code))).valid).toBe(false)
  await expect(check(to, code)).rejects.toMatchObject({ status: 429, code: 60202 })
})

test('a verification that was cancelled is over', async () => {
  const to = '+447700900014'
  const { sid } = await start(to)
  expect((await service().verifications(sid).update({ status: 'canceled' })).status).toBe('canceled')
  await expect(check(to, await codeFor(to))).rejects.toMatchObject({ code: 20404 })
})

test('codes are no messages: the list of messages does not show them', async () => {
  await start('+447700900015')
  expect(await box.client.messages.list({ to: '+447700900015' })).toEqual([])
})

test.each([
  ['something that is no number', '12', 400, 60200],
  ['the number asked too often', '+447700900190', 429, 60203],
  ['the number asked at once', '+447700900191', 429, 60212],
  ['a landline', '+447700900180', 403, 60205],
  ['a number that does not exist', '+447700900182', 400, 60200],
])('starting with %s is refused', async (_, to, status, code) => {
  await expect(start(to)).rejects.toMatchObject({ status, code })
})

test('the number checked too often is refused whatever is typed', async () => {
  await start('+447700900192')
  await expect(check('+447700900192', '123456')).rejects.toMatchObject({ status: 429, code: 60202 })
})

test('a code dies after ten minutes', () => {
  let now = Date.now()
  const verifications = createVerifications(() => now)
  const sent = verifications.send(serviceSid, '+447700900016')
  if (typeof sent === 'number') throw new Error('refused')
  now += 10 * 60_000 - 1
  expect(verifications.find(serviceSid, sent.sid)).toBe(sent)
  now += 1
  expect(verifications.check(serviceSid, '+447700900016', sent.code)).toBe(20404)
})

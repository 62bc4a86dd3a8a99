import { afterAll, beforeAll, expect, test } from 'vitest'
import webpush from 'web-push'
import { type Box, openBox, openReceiver, until } from './testing.ts'

let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box.stop())

const arm = (fault: object) => box.post('/faults', fault)
const send = (to: string, more: object = {}) =>
  box.client.messages.create({ to, from: '+15005550006', body: 'Hello', ...more }).then(
    ({ status }) => status,
    (error: { status?: number; code?: number; message: string }) => [error.status, error.code],
  )
const mail = (to: string) =>
  box.post('/mail/emails', { from: 'a@b.test', to, subject: 's', text: 't' }, { authorization: 'Bearer k' })
async function push(name: string) {
  const keys = webpush.generateVAPIDKeys()
  const device = (await (await box.post('/push/devices', { name })).json()) as webpush.PushSubscription & {
    id: string
  }
  const vapidDetails = { subject: 'mailto:a@b.test', ...keys }
  const built = webpush.generateRequestDetails(device, '{}', {
    vapidDetails,
    TTL: 5,
    contentEncoding: 'aes128gcm',
  })
  const headers = Object.fromEntries(Object.entries(built.headers).map(([k, v]) => [k, String(v)]))
  return {
    device,
    send: () =>
      fetch(device.endpoint, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: built.body as unknown as Buffer,
      }),
  }
}

test('the next one fails and the one after does not', async () => {
  const to = '+447700900031'
  await arm({ kind: 'sms', to, mode: 'fail' })
  expect([await send(to), await send(to)]).toEqual([[500, 20500], 'queued'])
  expect(await box.kept('sms', to)).toHaveLength(1)
})

test('a fault for one number leaves the others alone, and one for all takes whoever comes', async () => {
  await arm({ kind: 'sms', to: '+447700900032', mode: 'fail', code: 21614 })
  expect(await send('+447700900033')).toBe('queued')
  expect(await send('+447700900032')).toEqual([400, 21614])
  await arm({ kind: 'sms', mode: 'fail', http_status: 429 })
  expect(await send('+447700900033')).toEqual([429, 20429])
})

test('a fault lasts as many times as was asked', async () => {
  const to = '+447700900034'
  await arm({ kind: 'sms', to, mode: 'fail', http_status: 503, times: 2 })
  expect([await send(to), await send(to), await send(to)]).toEqual([[503, 20503], [503, 20503], 'queued'])
})

test('a status fault lets the message be taken and fails it afterwards', async () => {
  const to = '+447700900035'
  await arm({ kind: 'sms', to, mode: 'status', code: 30003 })
  expect(await send(to)).toBe('queued')
  await until('it failed', async () => (await box.kept('sms', to))[0]?.status === 'undelivered')
  expect((await box.kept('sms', to))[0]?.error_code).toBe(30003)
})

test('a lost answer is a message taken and a connection reset', async () => {
  const to = '+447700900036'
  await arm({ kind: 'sms', to, mode: 'lose' })
  expect(await send(to)).toEqual([undefined, undefined])
  expect(await box.kept('sms', to)).toMatchObject([{ answer: 'reset' }])
})

test('a delayed answer comes whole, later', async () => {
  const to = '+447700900037'
  await arm({ kind: 'sms', to, mode: 'delay', ms: 60 })
  const began = Date.now()
  expect(await send(to)).toBe('queued')
  expect(Date.now() - began).toBeGreaterThanOrEqual(55)
})

test('a push is refused, lost or delayed by device or by name', async () => {
  const { device, send } = await push('Ada Tablet')
  await arm({ kind: 'push', device: device.id, mode: 'fail', http_status: 410 })
  expect((await send()).status).toBe(410)
  await arm({ kind: 'push', device: 'Ada Tablet', mode: 'fail', http_status: 429, ms: 3000 })
  expect((await send()).headers.get('retry-after')).toBe('3')
  await arm({ kind: 'push', mode: 'lose' })
  await expect(send()).rejects.toThrow()
  expect((await send()).status).toBe(201)
  expect((await box.kept('push', device.id)).map((p) => p.outcome)).toEqual([
    'gone',
    'refused',
    'delivered',
    'delivered',
  ])
})

test.each([
  ['cut', 201, 'broken off'],
  ['garbage', 201, '{"sid": "SM'],
  ['huge', 201, 'more than 10 MB'],
  ['slow', 201, '{}'],
  ['redirect', 307, ''],
])('a push answer can be lost as %s too', async (manner, status, text) => {
  const { device, send } = await push(`lost as ${manner}`)
  await arm({ kind: 'push', device: device.id, mode: 'lose', manner })
  const answered = await send()
  const body = await answered.text().catch(() => 'broken off')
  expect([answered.status, body.length > 10_485_760 ? 'more than 10 MB' : body]).toEqual([status, text])
  expect(await box.kept('push', device.id)).toMatchObject([{ outcome: 'delivered', answer: manner }])
})

test('a mail, a look-up and a verification fail by order too', async () => {
  await arm({ kind: 'mail', mode: 'fail', http_status: 503 })
  expect([(await mail('a@example.com')).status, (await mail('a@example.com')).status]).toEqual([503, 200])
  await arm({ kind: 'lookup', mode: 'fail', http_status: 503 })
  const lookUp = () => box.client.lookups.v2.phoneNumbers('+447700900001').fetch()
  await expect(lookUp()).rejects.toMatchObject({ status: 503 })
  expect((await lookUp()).valid).toBe(true)
  await arm({ kind: 'verify', mode: 'fail', code: 60203 })
  const service = box.client.verify.v2.services(`VA${'7'.repeat(32)}`)
  const start = () => service.verifications.create({ to: '+447700900038', channel: 'sms' })
  await expect(start()).rejects.toMatchObject({ status: 429, code: 60203 })
  expect((await start()).status).toBe('pending')
})

test('a lost callback is never made', async () => {
  const to = '+447700900039'
  const receiver = await openReceiver()
  await arm({ kind: 'callback', to, mode: 'lose' })
  await send(to, { statusCallback: receiver.url })
  await until('the other came', () => receiver.received.length === 1)
  expect(receiver.received[0]?.params.MessageStatus).toBe('delivered')
  await receiver.stop()
})

test('armed faults are listed and can be taken back, one or all', async () => {
  const { id } = (await (await arm({ kind: 'sms', to: '+447700900040', mode: 'fail' })).json()) as {
    id: number
  }
  await arm({ kind: 'push', device: 'nobody', mode: 'fail' })
  const list = async () => ((await (await fetch(`${box.url}/faults`)).json()) as { faults: object[] }).faults
  expect(await list()).toMatchObject([{ id, kind: 'sms', times: 1 }, { kind: 'push' }])
  const statuses = async (path: string) => (await fetch(box.url + path, { method: 'DELETE' })).status
  expect([
    await statuses(`/faults/${id}`),
    await statuses(`/faults/${id}`),
    await statuses('/faults'),
  ]).toEqual([204, 404, 204])
  expect(await list()).toEqual([])
})

test.each([
  [{ kind: 'fax', mode: 'fail' }],
  [{ kind: 'sms', mode: 'explode' }],
  [{ kind: 'push', mode: 'status' }],
  [{ kind: 'callback', mode: 'fail' }],
  [{ kind: 'sms', mode: 'fail', times: 0 }],
  [{ kind: 'sms', mode: 'fail', http_status: 200 }],
])('nobody can arm %j', async (fault) => {
  expect((await arm(fault)).status).toBe(422)
})

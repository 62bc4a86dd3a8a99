import { createECDH, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import webpush from 'web-push'
import { type Box, openBox } from '../testing.ts'

type Device = { id: string; endpoint: string; keys: { p256dh: string; auth: string } }
type Options = webpush.RequestOptions & { text?: string }
type Details = { headers: Record<string, string>; body: Buffer | null }

let box: Box
beforeAll(async () => {
  box = await openBox()
})
afterAll(() => box.stop())

const ours = webpush.generateVAPIDKeys()
const subject = 'mailto:ops@orderline.test'
const payload = {
  web_push: 8030,
  notification: { title: 'On its way', body: 'Größe 5 🛵', navigate: '/orders/1' },
}

async function addDevice(name: string, more: object = {}): Promise<Device> {
  return (await (await box.post('/push/devices', { name, ...more })).json()) as Device
}

/** A request as web-push builds it; `change` spoils it before it is sent. */
async function send(device: Device, more: Options = {}, change: (details: Details) => void = () => {}) {
  const { text = JSON.stringify(payload), ...options } = more
  const vapidDetails = { subject, publicKey: ours.publicKey, privateKey: ours.privateKey }
  const defaults = { vapidDetails, TTL: 60, contentEncoding: 'aes128gcm' } as const
  const built = webpush.generateRequestDetails(device, text, { ...defaults, ...options })
  const headers = Object.fromEntries(
    Object.entries(built.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  delete headers['content-length']
  const details: Details = { headers, body: built.body as unknown as Buffer }
  change(details)
  const response = await fetch(device.endpoint, {
    method: 'POST',
    headers: details.headers,
    body: details.body,
  })
  const { message } =
    response.status === 201 ? { message: '' } : ((await response.json()) as { message: string })
  return { status: response.status, message, headers: response.headers }
}
const last = async (device: Device) => (await box.kept('push', device.id)).at(-1)

test('a push encrypted by web-push arrives as what was written', async () => {
  const device = await addDevice("Ada's phone")
  const { status, headers } = await send(device, { urgency: 'high', topic: 'order_A1027-x' })
  expect([status, headers.get('ttl')]).toEqual([201, '60'])
  expect(headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/push\/message\/./)
  expect(await last(device)).toMatchObject({
    device_name: "Ada's phone",
    payload,
    ttl: 60,
    urgency: 'high',
    topic: 'order_A1027-x',
    vapid_subject: subject,
    outcome: 'delivered',
    reason: null,
  })
})

test('a push that is not JSON is kept as the text it is, and one without a body as nothing', async () => {
  const device = await addDevice('text')
  await send(device, { text: 'hello' })
  expect((await last(device))?.payload).toBe('hello')
  const isEmpty = (d: Details) => {
    d.body = null
    delete d.headers['content-encoding']
  }
  expect((await send(device, {}, isEmpty)).status).toBe(201)
  expect(await last(device)).toMatchObject({ payload: null, outcome: 'delivered', bytes: 0 })
})

test.each<[string, (details: Details) => void, RegExp]>([
  ['without TTL', ({ headers }) => delete headers.ttl, /TTL is missing/],
  ['with a TTL in words', ({ headers }) => (headers.ttl = 'soon'), /TTL is not a number/],
  ['with an urgency that does not exist', ({ headers }) => (headers.urgency = 'urgent'), /Urgency/],
  ['with two urgencies', ({ headers }) => (headers.urgency = 'low, high'), /Urgency/],
  ['with a topic of 33 letters', ({ headers }) => (headers.topic = 'x'.repeat(33)), /Topic/],
  ['with a topic outside the alphabet', ({ headers }) => (headers.topic = 'order.1'), /Topic/],
  ['in the old encoding', ({ headers }) => (headers['content-encoding'] = 'aesgcm'), /aes128gcm/],
  ['whose body is noise', (details) => (details.body = randomBytes(200)), /cannot be decrypted/],
  [
    'whose last byte was changed',
    ({ body }) => body?.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1),
    /cannot be decrypted/,
  ],
])('a push %s is a 400 with its reason', async (_, change, reason) => {
  const device = await addDevice('strict')
  const { status, message } = await send(device, {}, change)
  expect([status, message]).toEqual([400, expect.stringMatching(reason)])
  expect(await last(device)).toMatchObject({
    outcome: 'refused',
    http_status: 400,
    payload: null,
    reason: message,
  })
})

test('a push for other keys does not open', async () => {
  const [ada, sam] = [await addDevice('Ada'), await addDevice('Sam')]
  const { status, message } = await send({ ...ada, keys: sam.keys })
  expect([status, message]).toEqual([400, expect.stringMatching(/cannot be decrypted/)])
})

test('4,096 bytes are taken and one more is a 413', async () => {
  const device = await addDevice('big')
  const room = 4096 - 86 - 17 // header, then padding byte and tag
  expect((await send(device, { text: 'x'.repeat(room) })).status).toBe(201)
  expect((await send(device, { text: 'x'.repeat(room + 1) })).status).toBe(413)
})

async function vapid(claims: Record<string, unknown>, keys = ours): Promise<string> {
  const point = Buffer.from(keys.publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')]
  const key = { kty: 'EC', crv: 'P-256', x, y, d: keys.privateKey }
  const exp = Math.floor(Date.now() / 1000) + 3600
  const token = await new SignJWT({ aud: box.url, exp, sub: subject, ...claims })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key)
  return `vapid t=${token}, k=${ours.publicKey}`
}
const inHours = (hours: number) => Math.floor(Date.now() / 1000) + hours * 3600

test.each<[string, () => Promise<string>, RegExp]>([
  ['signed by another key', () => vapid({}, webpush.generateVAPIDKeys()), /signature verification failed/],
  ['meant for another push service', () => vapid({ aud: 'https://fcm.googleapis.com' }), /"aud"/],
  ['that ran out', () => vapid({ exp: inHours(-1) }), /"exp"/],
  ['that lives longer than a day', () => vapid({ exp: inHours(25) }), /24 hours/],
  ['without an end', () => vapid({ exp: undefined }), /"exp"/],
  ['without a contact', () => vapid({ sub: undefined }), /sub/],
  ['whose contact is localhost', () => vapid({ sub: 'https://localhost/x' }), /sub/],
  ['that is no token', async () => `vapid t=abc, k=${ours.publicKey}`, /./],
  ['whose k is no point', async () => (await vapid({})).replace(/k=.*/, 'k=AAAA'), /P-256/],
])('a push with a VAPID token %s is a 403', async (_, authorization, reason) => {
  const device = await addDevice('guarded')
  const header = await authorization()
  const { status, message } = await send(device, {}, ({ headers }) => (headers.authorization = header))
  expect([status, message]).toEqual([403, expect.stringMatching(reason)])
  expect(await last(device)).toMatchObject({ outcome: 'refused', http_status: 403, payload: null })
})

test('a push without VAPID is a 401 that names the scheme', async () => {
  const { status, headers } = await send(
    await addDevice('guarded'),
    {},
    (d) => delete d.headers.authorization,
  )
  expect([status, headers.get('www-authenticate')]).toEqual([401, 'vapid'])
})

test('a token that is good is good again, and its signature still has to match its key', async () => {
  const device = await addDevice('again')
  const header = await vapid({})
  const other = header.replace(ours.publicKey, webpush.generateVAPIDKeys().publicKey)
  for (const [authorization, status] of [
    [header, 201],
    [header, 201],
    [other, 403],
  ] as const) {
    expect((await send(device, {}, ({ headers }) => (headers.authorization = authorization))).status).toBe(
      status,
    )
  }
})

test('a subscription made for one VAPID key takes no other', async () => {
  const mine = await addDevice('bound', { application_server_key: ours.publicKey })
  const others = await addDevice('bound', { application_server_key: webpush.generateVAPIDKeys().publicKey })
  expect((await send(mine)).status).toBe(201)
  expect(await send(others)).toMatchObject({
    status: 403,
    message: expect.stringMatching(/another VAPID key/),
  })
})

test('the keys of a device are a point and a secret of 16 bytes, and the private half stays here', async () => {
  const device = await addDevice('keys')
  expect(createECDH('prime256v1').generateKeys().length).toBe(
    Buffer.from(device.keys.p256dh, 'base64url').length,
  )
  expect(Buffer.from(device.keys.auth, 'base64url')).toHaveLength(16)
  expect(Object.keys(device).toSorted()).toEqual(['endpoint', 'id', 'keys', 'name', 'person'])
})

test('a later push of the same topic replaces the earlier on that device alone', async () => {
  const [ada, sam] = [await addDevice('Ada'), await addDevice('Sam')]
  for (const device of [ada, sam, ada]) await send(device, { topic: 'order' })
  const [first, second] = await box.kept('push', ada.id)
  expect([first?.replaced_by, second?.replaces]).toEqual([second?.id, first?.id])
  expect(await last(sam)).toMatchObject({ replaces: null, replaced_by: null })
})

test('a device that was removed is gone for ever, and one that never was is unknown', async () => {
  const device = await addDevice('lost')
  const remove = () => fetch(`${box.url}/push/devices/${device.id}`, { method: 'DELETE' })
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 404])
  expect((await send(device)).status).toBe(410)
  expect(await last(device)).toMatchObject({ outcome: 'gone', http_status: 410 })
  expect((await send({ ...device, endpoint: `${device.endpoint}x` })).status).toBe(404)
})

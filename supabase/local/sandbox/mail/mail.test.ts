import { createHmac, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox, openReceiver, type Received, until } from '../testing.ts'

const secret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const sendgridKey = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
const publicKey = createPublicKey(pair.publicKey.export({ type: 'spki', format: 'pem' }))
let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver()
  box = await openBox({
    mailWebhook: { url: `${receiver.url}/email-events`, resendSecret: secret, sendgridKey },
  })
})
afterAll(async () => {
  await box.stop()
  await receiver.stop()
})

const mail = {
  from: 'Orderline <hello@orderline.test>',
  to: 'Ada <Ada@example.com>',
  subject: 'Your receipt',
  html: '<b>£12</b>',
}
const send = (body: unknown, headers: Record<string, string> = {}) =>
  box.post('/mail/emails', body, { authorization: 'Bearer re_test', ...headers })
const idOf = async (response: Response) => ((await response.json()) as { id: string }).id

test('a mail is taken in the shape of Resend and kept whole', async () => {
  const headers = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  const response = await send({
    ...mail,
    text: '£12',
    cc: ['sam@example.com'],
    reply_to: 'help@orderline.test',
    headers,
  })
  expect(response.status).toBe(200)
  expect(await box.kept('mail', 'ada@example.com')).toMatchObject([
    {
      mail_id: await idOf(response),
      to: ['ada@example.com'],
      cc: ['sam@example.com'],
      html: '<b>£12</b>',
      text: '£12',
      headers,
    },
  ])
  expect(await box.kept('mail', 'sam@example.com')).toHaveLength(1)
})

test('the same key sends once, and with other contents it is a 409', async () => {
  const key = { 'idempotency-key': 'receipt-1' }
  const to = 'once@example.com'
  const [first, second] = [await send({ ...mail, to }, key), await send({ ...mail, to }, key)]
  expect(await idOf(second)).toBe(await idOf(first))
  expect(await box.kept('mail', to)).toHaveLength(1)
  const other = await send({ ...mail, to, subject: 'Other' }, key)
  expect([other.status, await other.json()]).toMatchObject([409, { name: 'invalid_idempotent_request' }])
})

test.each([
  ['without a key', mail, { authorization: '' }, 401, 'missing_api_key'],
  ['to nobody', { ...mail, to: [] }, {}, 422, 'validation_error'],
  ['to something that is no address', { ...mail, to: 'ada' }, {}, 422, 'validation_error'],
  ['without contents', { ...mail, html: undefined }, {}, 422, 'validation_error'],
  ['with an attachment, which is not imitated', { ...mail, attachments: [] }, {}, 422, 'validation_error'],
])('a mail %s is refused', async (_, body, headers, status, name) => {
  const response = await send(body, headers)
  expect([response.status, await response.json()]).toMatchObject([status, { statusCode: status, name }])
})

const ofMail = (id: string) =>
  receiver.received.filter(({ body }) => body.includes(id)).map(({ headers, body }) => ({ headers, body }))
const endings: [string, string[], object][] = [
  ['anybody', ['email.sent', 'email.delivered'], {}],
  ['bounced', ['email.sent', 'email.bounced'], { bounce: { type: 'Permanent' } }],
  ['soft-bounced', ['email.sent', 'email.bounced'], { bounce: { type: 'Transient' } }],
  ['complained', ['email.sent', 'email.delivered', 'email.complained'], {}],
  ['suppressed', ['email.sent', 'email.suppressed'], {}],
  ['delayed', ['email.sent', 'email.delivery_delayed', 'email.delivered'], {}],
  ['reversed', ['email.delivered', 'email.sent'], {}],
]
test.each(endings)(
  'mail to %s@ has its ending, told by signed events of Resend',
  async (name, types, more) => {
    const to = `${name}+label@example.com`
    const tags = [{ name: 'delivery_id', value: 'd-1' }]
    const id = await idOf(await send({ ...mail, to, tags }))
    await until('all events came', () => ofMail(id).length === types.length)
    expect(ofMail(id).map(({ body }) => JSON.parse(body).type)).toEqual(types)
    const { headers, body } = ofMail(id).at(-1) as Received
    expect(JSON.parse(body).data).toMatchObject({
      email_id: id,
      to: [to],
      tags: { delivery_id: 'd-1' },
      ...more,
    })
    const signed = `${headers['svix-id']}.${headers['svix-timestamp']}.${body}`
    const expected = createHmac('sha256', 'a secret of the tests').update(signed).digest('base64')
    expect(headers['svix-signature']).toBe(`v1,${expected}`)
    await until(
      'it was written down',
      async () => (await box.kept('callback', to)).at(-1)?.http_status === 204,
    )
  },
)

test('an event is told twice to those who ask for it, each with an id of its own', async () => {
  const id = await idOf(await send({ ...mail, to: 'doubled@example.com' }))
  await until('all events came', () => ofMail(id).length === 4)
  expect(ofMail(id).map(({ body }) => JSON.parse(body).type)).toEqual([
    'email.sent',
    'email.sent',
    'email.delivered',
    'email.delivered',
  ])
})

test('an event that meets a failing endpoint is told again, with the same id and body', async () => {
  const failing = await openReceiver((n) => (n < 3 ? 503 : 204))
  const other = await openBox({ mailWebhook: { url: failing.url, resendSecret: secret, sendgridKey } })
  await other.post('/mail/emails', mail, { authorization: 'Bearer re_test' })
  await until('all events came', () => failing.received.length === 4)
  const ids = failing.received.map(({ headers }) => headers['svix-id'])
  expect(new Set(ids.slice(0, 3)).size).toBe(1)
  expect(ids[3]).not.toBe(ids[0])
  await other.stop()
  await failing.stop()
})

test("the mails of Auth are nobody's business", async () => {
  const id = await idOf(await send({ ...mail, to: 'auth@example.com' }, { authorization: 'Bearer local' }))
  await until(
    'it was delivered',
    async () => (await box.kept('mail', 'auth@example.com'))[0]?.status === 'delivered',
  )
  expect(ofMail(id)).toEqual([])
})

const letter = {
  personalizations: [{ to: [{ email: 'Ada@example.com' }] }],
  from: { email: 'hello@orderline.test', name: 'Orderline' },
  subject: 'Your receipt',
  content: [
    { type: 'text/plain', value: '£12' },
    { type: 'text/html', value: '<b>£12</b>' },
  ],
  custom_args: { delivery_id: 'd-2' },
}
const sendgrid = (body: unknown, authorization = 'Bearer SG.test') =>
  box.post('/mail/v3/mail/send', body, { authorization })
const letterTo = (email: string) => ({ ...letter, personalizations: [{ to: [{ email }] }] })

test('a mail is taken in the shape of SendGrid, and told of in batches it signed', async () => {
  const response = await sendgrid(letterTo('bounced@example.com'))
  const id = response.headers.get('x-message-id') ?? ''
  expect([response.status, await response.text()]).toEqual([202, ''])
  expect(await box.kept('mail', 'bounced@example.com')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ provider: 'sendgrid', mail_id: id, html: '<b>£12</b>', text: '£12' }),
    ]),
  )
  await until('all events came', () => ofMail(id).length === 2)
  const batches = ofMail(id).map(({ body }) => JSON.parse(body))
  expect(batches).toMatchObject([
    [{ event: 'processed', delivery_id: 'd-2', email: 'bounced@example.com' }],
    [{ event: 'bounce', type: 'bounce', delivery_id: 'd-2' }],
  ])
  expect(batches[0][0].sg_message_id.split('.')[0]).toBe(id)
  for (const { headers, body } of ofMail(id)) {
    const signature = Buffer.from(headers['x-twilio-email-event-webhook-signature'] ?? '', 'base64')
    const signed = Buffer.from(headers['x-twilio-email-event-webhook-timestamp'] + body)
    expect(verify('sha256', signed, publicKey, signature)).toBe(true)
  }
})

test.each([
  ['without a key', letter, '', 401, null],
  ['to something that is no address', letterTo('ada'), undefined, 400, 'personalizations.0.to.0.email'],
  ['from nobody', { ...letter, from: { email: 'x' } }, undefined, 400, 'from.email'],
  [
    'with HTML before the text',
    { ...letter, content: letter.content.toReversed() },
    undefined,
    400,
    'content',
  ],
  ['with a template, which is not imitated', { ...letter, template_id: 'x' }, undefined, 400, 'template_id'],
])('a mail in the shape of SendGrid %s is refused', async (_, body, authorization, status, field) => {
  const response = await sendgrid(body, authorization)
  expect([response.status, await response.json()]).toMatchObject([status, { errors: [{ field }] }])
})

test('names that are busy, broken or lost do at both providers what they say', async () => {
  for (const ask of [(to: string) => send({ ...mail, to }), (to: string) => sendgrid(letterTo(to))]) {
    const busy = await ask('busy@example.com')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '2'])
    expect((await ask('broken@example.com')).status).toBe(500)
    await expect(ask('lost@example.com')).rejects.toThrow()
  }
  expect(await box.kept('mail', 'busy@example.com')).toHaveLength(0)
  expect(await box.kept('mail', 'lost@example.com')).toHaveLength(2)
})

test('the same key while the first answer is still under way is a 409 that says so', async () => {
  await box.post('/faults', { kind: 'mail', to: 'slow@example.com', mode: 'delay', ms: 150 })
  const key = { 'idempotency-key': 'slow-1' }
  const first = send({ ...mail, to: 'slow@example.com' }, key)
  await until('it was taken', async () => (await box.kept('mail', 'slow@example.com')).length === 1)
  const second = await send({ ...mail, to: 'slow@example.com' }, key)
  expect([second.status, await second.json()]).toMatchObject([
    409,
    { name: 'concurrent_idempotent_requests' },
  ])
  const id = await idOf(await first)
  expect(await idOf(await send({ ...mail, to: 'slow@example.com' }, key))).toBe(id)
})

test('a mail is shown as a document that can neither run nor load anything', async () => {
  await send({ ...mail, to: 'evil@example.com', html: '<script>alert(1)</script><p>Hi</p>' })
  const [entry] = await box.kept('mail', 'evil@example.com')
  const shown = await fetch(`${box.url}/mail/rendered/${entry?.id}`)
  const policy = shown.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^sandbox allow-popups/)
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('allow-scripts')
  expect(await shown.text()).toContain('<base target="_blank">')
})

test('a mail of plain text is shown as text, not as HTML', async () => {
  await send({ ...mail, to: 'plain@example.com', html: undefined, text: '<script>alert(1)</script>' })
  const [entry] = await box.kept('mail', 'plain@example.com')
  expect(await (await fetch(`${box.url}/mail/rendered/${entry?.id}`)).text()).toContain('&#60;script&#62;')
})

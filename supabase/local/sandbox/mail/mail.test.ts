import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Box, openBox, openReceiver, type Received, until } from '../testing.ts'

const secret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`
let box: Box
let receiver: Awaited<ReturnType<typeof openReceiver>>
beforeAll(async () => {
  receiver = await openReceiver()
  box = await openBox({ mailWebhook: { url: `${receiver.url}/email-events`, secret } })
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

test.each(['delivered', 'bounced', 'complained'])(
  'an address beginning with %s@ has that end, told by a signed event',
  async (fate) => {
    const to = `${fate}@example.com`
    const id = await idOf(await send({ ...mail, to }))
    const isAbout = ({ body }: Received) => body.includes(id)
    await until('the event came', () => receiver.received.some(isAbout))
    const { headers, body } = receiver.received.find(isAbout) as Received
    expect(JSON.parse(body)).toMatchObject({
      type: `email.${fate}`,
      data: { email_id: id, to: [to], subject: 'Your receipt' },
    })
    const signed = `${headers['svix-id']}.${headers['svix-timestamp']}.${body}`
    const expected = createHmac('sha256', 'a secret of the tests').update(signed).digest('base64')
    expect(headers['svix-signature']).toBe(`v1,${expected}`)
    await until('it was written down', async () => (await box.kept('callback', to))[0]?.http_status === 204)
    expect((await box.kept('mail', to))[0]?.status).toBe(fate)
  },
)

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

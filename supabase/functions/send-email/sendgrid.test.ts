import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { drip, flood, type Misbehaviour, silent, startProvider } from '../_shared/misbehaving-provider.ts'
import type { Mail } from './mail.ts'
import { sendgrid } from './sendgrid.ts'

const mail: Mail = {
  deliveryId: '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11',
  key: 'key-1',
  from: { email: 'hello@orderline.test', name: 'Orderline' },
  to: 'ada@example.com',
  subject: 'Order placed',
  html: '<p>Hi</p>',
  text: 'Hi',
  headers: { 'List-Unsubscribe': '<https://x/u>' },
}
const now = 1_800_000_000_000

async function ask(answer: Misbehaviour) {
  const provider = startProvider(answer)
  const options = { apiKey: 'SG.1', apiBase: `${provider.origin}/`, timeoutMs: 300, now: () => now }
  const outcome = await sendgrid(options)(mail)
  await provider.stop()
  return { outcome, seen: provider.seen }
}
const taken = (body: BodyInit | null = null) =>
  new Response(body, { status: 202, headers: { 'x-message-id': 'msg-1' } })
const refused = (status: number, field: string | null, headers = {}) =>
  Response.json({ errors: [{ message: 'Because', field, help: null }] }, { status, headers })

Deno.test('SendGrid gets plain text before HTML, the delivery with it, and watches nobody', async () => {
  const { outcome, seen } = await ask(() => taken())
  deepStrictEqual(outcome, { outcome: 'accepted', http_status: 202, provider_message_id: 'msg-1' })
  const [request] = seen
  deepStrictEqual(
    [request?.method, request?.path, request?.headers.get('authorization')],
    ['POST', '/v3/mail/send', 'Bearer SG.1'],
  )
  deepStrictEqual(JSON.parse(new TextDecoder().decode(request?.body)), {
    personalizations: [{ to: [{ email: 'ada@example.com' }] }],
    from: { email: 'hello@orderline.test', name: 'Orderline' },
    subject: 'Order placed',
    content: [
      { type: 'text/plain', value: 'Hi' },
      { type: 'text/html', value: '<p>Hi</p>' },
    ],
    headers: { 'List-Unsubscribe': '<https://x/u>' },
    custom_args: { delivery_id: mail.deliveryId },
    tracking_settings: {
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
    },
  })
})

const cases: [string, Misbehaviour, object][] = [
  [
    'a recipient that is none',
    () => refused(400, 'personalizations.0.to.0.email'),
    { outcome: 'permanent', code: 'invalid_recipient' },
  ],
  [
    'a sender that is none',
    () => refused(400, 'from.email'),
    { outcome: 'permanent', code: 'invalid_sender' },
  ],
  ['a request it does not like', () => refused(400, null), { outcome: 'permanent', code: 'invalid_request' }],
  [
    'a 400 of something in between',
    () => new Response('Bad', { status: 400 }),
    { outcome: 'retry', code: 'http_400' },
  ],
  ['a refused key is ours to mend', () => refused(401, null), { outcome: 'retry', code: 'http_401' }],
  [
    'a sender that is not verified is ours to mend',
    () => refused(403, 'from'),
    { outcome: 'retry', code: 'http_403' },
  ],
  [
    '429 with the time of the reset',
    () => refused(429, null, { 'x-ratelimit-reset': String(now / 1000 + 20) }),
    { outcome: 'retry', code: 'http_429', retry_after_s: 20 },
  ],
  [
    '429 with Retry-After',
    () => refused(429, null, { 'retry-after': '4' }),
    { outcome: 'retry', code: 'http_429', retry_after_s: 4 },
  ],
  ['a mail that is too large', () => refused(413, null), { outcome: 'permanent', code: 'payload_too_large' }],
  ['503 was not handled', () => new Response('', { status: 503 }), { outcome: 'retry', code: 'http_503' }],
  [
    '500 may have been handled',
    () => new Response('', { status: 500 }),
    { outcome: 'ambiguous', code: 'http_500' },
  ],
  ['200 is not queued', () => new Response('{}'), { outcome: 'retry', code: 'not_queued' }],
  [
    'a redirect is not followed',
    () => new Response('', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }),
    { outcome: 'retry', code: 'redirected' },
  ],
  ['silence', silent, { outcome: 'ambiguous', code: 'timeout' }],
]
for (const [what, answer, expected] of cases) {
  Deno.test(`SendGrid: ${what}`, async () => {
    const { outcome, seen } = await ask(answer)
    const { error: _error, http_status: _status, ...said } = outcome as unknown as Record<string, unknown>
    deepStrictEqual(said, expected)
    strictEqual(seen.length, 1, 'it was asked once: there is no key that would make a second time harmless')
  })
}

Deno.test('a 202 was taken, whatever comes behind it', async () => {
  const slow = await ask(
    () => new Response(drip(202).body, { status: 202, headers: { 'x-message-id': 'a' } }),
  )
  const huge = await ask(() => new Response(flood(202).response.body, { status: 202 }))
  deepStrictEqual(
    [slow.outcome, huge.outcome],
    [
      { outcome: 'accepted', http_status: 202, provider_message_id: 'a' },
      { outcome: 'accepted', http_status: 202 },
    ],
  )
})

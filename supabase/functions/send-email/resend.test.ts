import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import {
  closedPort,
  drip,
  flood,
  type Misbehaviour,
  silent,
  startBreakOff,
  startHangUp,
  startProvider,
} from '../_shared/misbehaving-provider.ts'
import type { Mail } from './mail.ts'
import { resend } from './resend.ts'

const mail: Mail = {
  deliveryId: '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11',
  key: 'key-1',
  from: { email: 'hello@orderline.test', name: 'Order"line' },
  to: 'ada@example.com',
  subject: 'Order placed',
  html: '<p>Hi</p>',
  text: 'Hi',
  headers: { 'List-Unsubscribe': '<https://x/u>' },
}
const taken = () => Response.json({ id: 'mail-1' })
const refused = (status: number, name: string, headers = {}) =>
  Response.json({ statusCode: status, name, message: 'Because' }, { status, headers })

async function ask(answer: Misbehaviour) {
  const provider = startProvider(answer)
  const outcome = await resend({ apiKey: 're_1', apiBase: provider.origin, timeoutMs: 300 })(mail)
  await provider.stop()
  return { outcome, seen: provider.seen }
}

Deno.test('Resend gets one mail with both bodies, under the delivery as its key', async () => {
  const { outcome, seen } = await ask(taken)
  deepStrictEqual(outcome, { outcome: 'accepted', http_status: 200, provider_message_id: 'mail-1' })
  const [request] = seen
  deepStrictEqual(
    [
      request?.method,
      request?.path,
      request?.headers.get('authorization'),
      request?.headers.get('idempotency-key'),
    ],
    ['POST', '/emails', 'Bearer re_1', 'key-1'],
  )
  deepStrictEqual(JSON.parse(new TextDecoder().decode(request?.body)), {
    from: '"Orderline" <hello@orderline.test>',
    to: ['ada@example.com'],
    subject: 'Order placed',
    html: '<p>Hi</p>',
    text: 'Hi',
    headers: { 'List-Unsubscribe': '<https://x/u>' },
    tags: [{ name: 'delivery_id', value: mail.deliveryId }],
  })
})

const cases: [string, Misbehaviour, object][] = [
  [
    '429 waits as long as it says',
    () => refused(429, 'rate_limit_exceeded', { 'retry-after': '2' }),
    { outcome: 'retry', code: 'rate_limit_exceeded', retry_after_s: 2 },
  ],
  [
    'an empty quota waits',
    () => refused(429, 'daily_quota_exceeded', { 'retry-after': '3600' }),
    { outcome: 'retry', code: 'daily_quota_exceeded', retry_after_s: 3600 },
  ],
  [
    'a refused key is ours to mend',
    () => refused(403, 'invalid_api_key'),
    { outcome: 'retry', code: 'invalid_api_key' },
  ],
  [
    'a domain that is not verified is ours to mend',
    () => refused(403, 'validation_error'),
    { outcome: 'retry', code: 'validation_error' },
  ],
  [
    'a refused mail is refused for good',
    () => refused(422, 'validation_error'),
    { outcome: 'permanent', code: 'validation_error' },
  ],
  [
    'a 422 of something in between is not',
    () => new Response('<html>', { status: 422 }),
    { outcome: 'retry', code: 'http_422' },
  ],
  [
    'a wrong address of ours is ours to mend',
    () => new Response('nothing here', { status: 404 }),
    { outcome: 'retry', code: 'http_404' },
  ],
  [
    '503 was not handled',
    () => new Response('', { status: 503, headers: { 'retry-after': '7' } }),
    { outcome: 'retry', code: 'http_503', retry_after_s: 7 },
  ],
  [
    '500 may have been handled',
    () => refused(500, 'application_error'),
    { outcome: 'ambiguous', code: 'application_error' },
  ],
  [
    'a redirect is not followed',
    () => new Response('', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }),
    { outcome: 'retry', code: 'redirected' },
  ],
  [
    'the same key under way comes back soon',
    () => refused(409, 'concurrent_idempotent_requests'),
    { outcome: 'retry', code: 'concurrent_idempotent_requests', retry_after_s: 5 },
  ],
  [
    'a body that is not JSON',
    () => new Response('{"id":', { status: 200 }),
    { outcome: 'ambiguous', code: 'unreadable_answer' },
  ],
  [
    'a body without an id',
    () => Response.json({ id: 5 }),
    { outcome: 'ambiguous', code: 'unreadable_answer' },
  ],
  ['a body of one byte now and then', () => drip(200), { outcome: 'ambiguous', code: 'unreadable_answer' }],
  ['silence', silent, { outcome: 'ambiguous', code: 'timeout' }],
]
for (const [what, answer, expected] of cases) {
  Deno.test(`Resend: ${what}`, async () => {
    const { outcome } = await ask(answer)
    const { error: _error, http_status: _status, ...said } = outcome as unknown as Record<string, unknown>
    deepStrictEqual(said, expected)
  })
}

Deno.test('words that changed between two tries mean that the first was taken', async () => {
  const { outcome } = await ask(() => refused(409, 'invalid_idempotent_request'))
  deepStrictEqual(outcome, { outcome: 'accepted', http_status: 409 })
})

Deno.test('a lost answer is asked for once more under the same key, and a timeout is not', async () => {
  let asked = 0
  const healed = await ask(() => (++asked === 1 ? new Response('', { status: 502 }) : taken()))
  strictEqual(healed.outcome.outcome, 'accepted')
  strictEqual(new Set(healed.seen.map(({ headers }) => headers.get('idempotency-key'))).size, 1)
  const hanging = await ask(silent)
  strictEqual(hanging.seen.length, 1)
})

Deno.test('10 MB are not read, and tell nothing', async () => {
  const { response, sent } = flood(200)
  const { outcome } = await ask(() => (response.bodyUsed ? taken() : response))
  ok(sent() < 5_000_000, `${sent()} bytes were read`)
  ok(['ambiguous', 'accepted'].includes(outcome.outcome))
})

Deno.test('who was never reached has sent nothing; who hung up may have', async () => {
  const send = (origin: string) => resend({ apiKey: 're_1', apiBase: origin, timeoutMs: 500 })(mail)
  const unreached = await send(closedPort())
  deepStrictEqual([unreached.outcome, 'code' in unreached && unreached.code], ['retry', 'not_connected'])
  const hangUp = startHangUp()
  const hung = await send(hangUp.origin)
  deepStrictEqual([hung.outcome, 'code' in hung && hung.code], ['ambiguous', 'connection_lost'])
  await hangUp.stop()
  const breakOff = startBreakOff('HTTP/1.1 200 OK')
  const broken = await send(breakOff.origin)
  deepStrictEqual([broken.outcome, 'code' in broken && broken.code], ['ambiguous', 'unreadable_answer'])
  await breakOff.stop()
})

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { bytes, utf8 } from '../_shared/bytes.ts'
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
import { type PushMessage, pushService } from './push-service.ts'

const browser = createECDH('prime256v1')
browser.generateKeys()
const keys = { p256dh: bytes(browser.getPublicKey()), auth: new Uint8Array(16).fill(1) }
const push = pushService({ vapid: () => Promise.resolve('vapid t=x, k=y'), timeoutMs: 400 })

const messageTo = (origin: string): PushMessage => ({
  endpoint: new URL('/push/1', origin),
  keys,
  plaintext: utf8('{"web_push":8030}'),
  ttlS: 3600,
  urgency: 'high',
  topic: 'abc123',
})

async function outcomeOf(answer: Misbehaviour) {
  const provider = startProvider(answer)
  const start = performance.now()
  const { error: _error, ...outcome }: Record<string, unknown> = await push(messageTo(provider.origin))
  ok(performance.now() - start < 1500, 'a push never takes longer than its timeout')
  await provider.stop()
  return outcome
}
const status =
  (code: number, headers = {}) =>
  () =>
    new Response('details', { status: code, headers })

Deno.test('a push service gets one request with every header it needs', async () => {
  const provider = startProvider(
    () => new Response(null, { status: 201, headers: { location: '/message/7' } }),
  )
  deepStrictEqual(await push(messageTo(provider.origin)), {
    outcome: 'accepted',
    http_status: 201,
    provider_message_id: '/message/7',
  })
  const [request] = provider.seen
  deepStrictEqual([request?.method, request?.path], ['POST', '/push/1'])
  const sent = Object.fromEntries(request?.headers ?? [])
  strictEqual(sent.authorization, 'vapid t=x, k=y')
  strictEqual(sent['content-encoding'], 'aes128gcm')
  deepStrictEqual([sent.ttl, sent.urgency, sent.topic], ['3600', 'high', 'abc123'])
  strictEqual(sent['content-length'], String(17 + 103))
  await provider.stop()
})

Deno.test('a subscription that the push service has forgotten is gone', async () => {
  deepStrictEqual(await outcomeOf(status(404)), { outcome: 'gone', code: '404', http_status: 404 })
  deepStrictEqual(await outcomeOf(status(410)), { outcome: 'gone', code: '410', http_status: 410 })
})

Deno.test('a refused VAPID key is ours to mend and never costs a person their subscription', async () => {
  for (const code of [401, 403])
    deepStrictEqual(await outcomeOf(status(code)), {
      outcome: 'retry',
      code: 'vapid_refused',
      http_status: code,
    })
})

Deno.test('a push service that asks for patience gets it', async () => {
  deepStrictEqual(await outcomeOf(status(429, { 'retry-after': '30' })), {
    outcome: 'retry',
    code: '429',
    http_status: 429,
    retry_after_s: 30,
  })
})

Deno.test('a push service that is broken is tried again', async () => {
  deepStrictEqual(await outcomeOf(status(500)), { outcome: 'retry', code: '500', http_status: 500 })
  deepStrictEqual(await outcomeOf(() => drip(502)), { outcome: 'retry', code: '502', http_status: 502 })
  deepStrictEqual(await outcomeOf(silent), { outcome: 'retry', code: 'timeout' })
  strictEqual((await push(messageTo(closedPort()))).outcome, 'retry')
  const hangUp = startHangUp()
  const { error: _error, ...outcome }: Record<string, unknown> = await push(messageTo(hangUp.origin))
  deepStrictEqual(outcome, { outcome: 'retry', code: 'connection_lost' })
  await hangUp.stop()
})

Deno.test('a request the push service cannot read is not sent again', async () => {
  deepStrictEqual(await outcomeOf(status(400)), { outcome: 'permanent', code: '400', http_status: 400 })
  deepStrictEqual(await outcomeOf(status(413)), {
    outcome: 'permanent',
    code: 'payload_too_large',
    http_status: 413,
  })
})

Deno.test('a push service cannot lead us to another address', async () => {
  const inside = startProvider(() => new Response('secret'))
  deepStrictEqual(await outcomeOf(status(302, { location: `${inside.origin}/admin` })), {
    outcome: 'permanent',
    code: 'redirected',
    http_status: 302,
  })
  strictEqual(inside.seen.length, 0)
  await inside.stop()
})

Deno.test('a push that was taken stays taken, whatever comes after the status', async () => {
  strictEqual((await outcomeOf(() => drip(201))).outcome, 'accepted')
  const { response, sent } = flood(201)
  strictEqual((await outcomeOf(() => response)).outcome, 'accepted')
  ok(sent() < 10_000_000)
  const breakOff = startBreakOff('HTTP/1.1 201 Created')
  strictEqual((await push(messageTo(breakOff.origin))).outcome, 'accepted')
  await breakOff.stop()
})

Deno.test('a person who reads the log sees what the push service said, cut short', async () => {
  const provider = startProvider(() => new Response(`BadJwtToken\u0000${'x'.repeat(5000)}`, { status: 403 }))
  const outcome = await push(messageTo(provider.origin))
  match('error' in outcome ? (outcome.error ?? '') : '', /^BadJwtToken x{288}$/)
  await provider.stop()
})

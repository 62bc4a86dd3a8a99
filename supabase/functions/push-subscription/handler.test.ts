import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { bytes, toBase64url } from '../_shared/bytes.ts'
import { RpcFailure } from '../_shared/database.ts'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { pushSubscription } from './handler.ts'

const ecdh = createECDH('prime256v1')
ecdh.generateKeys()
const keys = { p256dh: toBase64url(bytes(ecdh.getPublicKey())), auth: toBase64url(new Uint8Array(16)) }
const endpoint = 'https://fcm.googleapis.com/fcm/send/abc'
const device_id = '6f1ed002-ab5b-4d5e-8a3d-7b1c9f1e2a33'
const body = { device_id, subscription: { endpoint, expirationTime: null, keys }, user_agent: 'Firefox' }

function setUp() {
  const database = fakeDatabase([])
  const lines: string[] = []
  const handle = pushSubscription({
    rpc: (name, parameters) =>
      database.rpc(name, parameters).then(() => (name.startsWith('save') ? 'row-id' : 1)),
    whoIs: (token) => Promise.resolve(token === 'ada' ? 'ada-id' : undefined),
    extraOrigins: [],
    log: (line) => lines.push(line),
  })
  const call = (
    method: string,
    sent: unknown,
    headers: Record<string, string> = { authorization: 'Bearer ada' },
  ) =>
    handle(
      new Request('http://f/push-subscription', {
        method,
        headers,
        body: method === 'OPTIONS' ? null : JSON.stringify(sent),
      }),
    )
  return { database, lines, call }
}

Deno.test('a person saves the subscription of their browser, under their own id', async () => {
  const { database, call } = setUp()
  const answer = await call('POST', { ...body, user_id: 'eve-id' })
  strictEqual(answer.status, 200)
  deepStrictEqual(await answer.json(), { id: 'row-id' })
  deepStrictEqual(database.calls, [
    {
      name: 'save_push_subscription',
      parameters: {
        user_id: 'ada-id',
        device_id,
        endpoint,
        ...keys,
        user_agent: 'Firefox',
        name: 'Firefox',
        is_asked: true,
      },
    },
  ])
})

Deno.test('a person who names no browser is known by the header, shortened and cleaned', async () => {
  const { database, call } = setUp()
  const { user_agent: _agent, ...nameless } = body
  await call('POST', nameless, { authorization: 'Bearer ada', 'user-agent': `Safari ${'x'.repeat(500)}` })
  match(String(database.calls[0]?.parameters.user_agent), /^Safari x{393}$/)
})

Deno.test('a browser that registers itself at a start says so, and hears when it was removed', async () => {
  const { database, call } = setUp()
  database.failures.save_push_subscription = [
    new RpcFailure('save_push_subscription', 409, 'PT409', 'This device was removed.'),
  ]
  const answer = await call('POST', { ...body, is_renewal: true })
  deepStrictEqual([answer.status, (await answer.json()).code], [409, 'device_removed'])
  strictEqual(database.calls[0]?.parameters.is_asked, false)
})

Deno.test('a person forgets the subscription of their browser', async () => {
  const { database, call } = setUp()
  strictEqual((await call('DELETE', { endpoint })).status, 204)
  deepStrictEqual(database.calls, [
    { name: 'remove_push_subscription', parameters: { user_id: 'ada-id', endpoint } },
  ])
})

Deno.test('nobody saves anything without a token of a person', async () => {
  const { database, call } = setUp()
  const strangers: Record<string, string>[] = [
    {},
    { authorization: 'Bearer eve' },
    { apikey: 'sb_publishable_x' },
  ]
  for (const headers of strangers) {
    const answer = await call('POST', body, headers)
    strictEqual(answer.status, 401)
    strictEqual((await answer.json()).code, 'not_signed_in')
  }
  strictEqual(database.calls.length, 0)
})

Deno.test('a person cannot save an address of their choice', async () => {
  const { database, call } = setUp()
  for (const other of ['https://127.0.0.1/x', 'http://fcm.googleapis.com/x', 'https://evil.example/x']) {
    const answer = await call('POST', { ...body, subscription: { endpoint: other, keys } })
    strictEqual(answer.status, 422)
    strictEqual((await answer.json()).code, 'endpoint_not_allowed')
  }
  strictEqual(database.calls.length, 0)
})

Deno.test('a person cannot save keys that encrypt nothing, or a body of another shape', async () => {
  const { database, call } = setUp()
  const offCurve = toBase64url(new Uint8Array(65).fill(4))
  const wrong = [
    {},
    null,
    { ...body, device_id: 'phone' },
    { ...body, subscription: { endpoint } },
    { ...body, subscription: { endpoint, keys: { ...keys, p256dh: offCurve } } },
    { ...body, subscription: { endpoint, keys: { ...keys, auth: 'short' } } },
    { ...body, user_agent: 7 },
  ]
  for (const sent of wrong) {
    const answer = await call('POST', sent)
    strictEqual(answer.status, 422, JSON.stringify(sent))
    strictEqual((await answer.json()).code, 'invalid_body')
  }
  strictEqual((await call('DELETE', {})).status, 422)
  strictEqual((await call('POST', { ...body, user_agent: 'x'.repeat(20_000) })).status, 413)
  strictEqual(database.calls.length, 0)
})

Deno.test('a browser on another origin may call, and sees refusals too', async () => {
  const { call } = setUp()
  const preflight = await call('OPTIONS', null, { origin: 'https://app.example.com' })
  strictEqual(preflight.status, 204)
  const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ') ?? []
  for (const name of ['authorization', 'apikey', 'content-type', 'x-client-info'])
    strictEqual(allowed.includes(name), true)
  match(preflight.headers.get('access-control-allow-methods') ?? '', /DELETE/)
  strictEqual((await call('POST', body, {})).headers.get('access-control-allow-origin'), '*')
  strictEqual((await call('PUT', body)).status, 405)
})

Deno.test('a person is told to try again when the database does not answer, and not why', async () => {
  const { database, lines, call } = setUp()
  database.failures.save_push_subscription = [new Error('timeout at 10.0.0.3')]
  const answer = await call('POST', body)
  strictEqual(answer.status, 503)
  strictEqual((await answer.json()).code, 'unavailable')
  match(lines.join(), /10\.0\.0\.3/)
})

import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import fc from 'fast-check'
import { bytes, toBase64url } from '../_shared/bytes.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { startProvider } from '../_shared/misbehaving-provider.ts'
import { pushSubscription } from '../push-subscription/handler.ts'
import { sendPush } from './handler.ts'
import { pushService } from './push-service.ts'

const browser = createECDH('prime256v1')
browser.generateKeys()
const keys = {
  p256dh: toBase64url(bytes(browser.getPublicKey())),
  auth: toBase64url(new Uint8Array(16).fill(9)),
}
const rendered = { title: 'Hello', body: '' }

/** A machine of the inner network: counts whoever opens a connection, before a byte is said. */
function startVictim() {
  const listener = Deno.listen({ port: 0, hostname: '127.0.0.1' })
  let connections = 0
  const running = (async () => {
    for await (const connection of listener) {
      connections++
      connection.close()
    }
  })()
  return {
    port: listener.addr.port,
    connections: () => connections,
    stop: async () => {
      listener.close()
      await running
    },
  }
}

async function trySave(endpoint: string): Promise<number> {
  const handle = pushSubscription({
    rpc: () => Promise.resolve('row'),
    whoIs: () => Promise.resolve('eve-id'),
    extraOrigins: [],
    log: () => {},
  })
  const body = JSON.stringify({ device_id: crypto.randomUUID(), subscription: { endpoint, keys } })
  const headers = { authorization: 'Bearer eve' }
  return (await handle(new Request('http://f/push-subscription', { method: 'POST', headers, body }))).status
}

/** Sends to endpoints that somebody wrote into the table past the door; the outcomes, in that order. */
async function trySend(endpoints: string[], extraOrigins: string[] = []) {
  const rows = endpoints.map((endpoint) => ({
    id: crypto.randomUUID(),
    rendered,
    target: { endpoint, ...keys },
  }))
  const database = fakeDatabase([...rows])
  const running: Promise<void>[] = []
  const handle = sendPush({
    webhookSecret: 'secret',
    outbox: openOutbox(database.rpc, 'web_push', 'test', () => {}),
    push: pushService({ vapid: () => Promise.resolve('vapid'), timeoutMs: 1000 }),
    extraOrigins,
    appUrl: 'https://app.example.com',
    functionsUrl: 'https://project.example/functions/v1',
    linkSecret: 'link',
    background: (work) => running.push(work),
    log: () => {},
  })
  const headers = { authorization: 'Bearer secret' }
  await handle(new Request('http://f/send-push', { method: 'POST', headers }))
  await Promise.all(running)
  const outcomes = new Map(database.settled.map((result) => [result.id, result]))
  return rows.map(({ id }) => {
    const result = outcomes.get(id)
    return result && 'code' in result ? `${result.outcome} ${result.code}` : result?.outcome
  })
}

const known = ['fcm.googleapis.com', 'web.push.apple.com', 'updates.push.services.mozilla.com']
const spellings = [
  ...['127.0.0.1', '127.1', '127.0.1', '0.0.0.0', '0', '127.0.0.1.', 'localhost', 'LOCALHOST', 'localhost.'],
  ...['2130706433', '0x7f000001', '0x7f.1', '0x7F.0x0.0x0.0x1', '017700000001', '0177.0.0.01', '0177.0x0.1'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]', '[::127.0.0.1]'],
  ...['[64:ff9b::7f00:1]', '[fe80::1]', '%31%32%37.0.0.1', '127%2e0%2e0%2e1', '１２７.０.０.１', '①②⑦.0.0.1'],
  ...[
    '127。0。0。1',
    '127．0．0．1',
    '127.0.0.1%00.apple.com',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'localtest.me',
    '169.254.169.254',
  ],
  ...known.flatMap((host) => [`${host}.`, `${host}.localhost`, `localhost.${host}.nip.io`]),
  ...['xfcm.googleapis.com', 'xpush.apple.com', 'push.services.mozilla.com.example'],
  ...[
    'fcm.gооgleapis.com',
    'web.push.аpple.com',
    'xn--fcm-5cd.googleapis.com.localhost',
    'fcm-googleapis.com',
  ],
]

/** URLs that some reader somewhere takes for `inner`; with the inner machine's port, or without one. */
const attempts = (port: number) =>
  fc
    .record({
      scheme: fc.constantFrom(
        'https://',
        'http://',
        'HTTPS://',
        'https:\\\\',
        'https:/',
        'https:',
        '//',
        'ftp://',
      ),
      before: fc.constantFrom(
        '',
        'ada@',
        'ada:secret@',
        ...known.flatMap((h) => [`${h}@`, `${h}:443@`, `${h}%40`]),
      ),
      inner: fc.constantFrom(...spellings),
      port: fc.constantFrom(`:${port}`, `:0${port}`, '', ':443'),
      after: fc.constantFrom(
        '/',
        '/push/1',
        '',
        ...known.flatMap((h) => [`\\@${h}/`, `/@${h}`, `#@${h}/`, `?@${h}/`]),
      ),
      noise: fc.constantFrom('', '', '\t', '\n', ' ', '\u00ad', '\u200b'),
    })
    .map((u) => u.noise + u.scheme + u.before + u.inner + u.port + u.after)

Deno.test('an attacker reaches no machine of the inner network, however the address is spelt, at the door or past it', async () => {
  const victim = startVictim()
  await fc.assert(
    fc.asyncProperty(fc.array(attempts(victim.port), { minLength: 20, maxLength: 20 }), async (endpoints) => {
      for (const endpoint of endpoints) strictEqual(await trySave(endpoint), 422, endpoint)
      deepStrictEqual(
        await trySend(endpoints),
        endpoints.map(() => 'permanent endpoint_not_allowed'),
      )
    }),
    { numRuns: 100 },
  )
  strictEqual(victim.connections(), 0)
  // the counter counts: the same machine, allowed by its operator, is reached
  strictEqual(
    (await trySend([`http://127.0.0.1:${victim.port}/1`], [`http://127.0.0.1:${victim.port}`])).length,
    1,
  )
  strictEqual(victim.connections() > 0, true)
  await victim.stop()
})

Deno.test('a push service that redirects leads us nowhere', async () => {
  const victim = startVictim()
  for (const status of [301, 302, 303, 307, 308]) {
    const service = startProvider(
      () => new Response(null, { status, headers: { location: `http://127.0.0.1:${victim.port}/` } }),
    )
    deepStrictEqual(await trySend([`${service.origin}/1`], [service.origin]), ['permanent redirected'])
    await service.stop()
  }
  strictEqual(victim.connections(), 0)
  await victim.stop()
})

Deno.test('an operator who allows the sandbox allows that origin alone', async () => {
  const [sandbox, victim] = [startProvider(() => new Response(null, { status: 201 })), startVictim()]
  const allowed = sandbox.origin
  const others = [
    `http://127.0.0.1:${victim.port}/`,
    `http://localhost:${new URL(allowed).port}/`,
    allowed.replace('http', 'https'),
    allowed.replace('http://', 'http://ada@'),
    `${allowed}@127.0.0.1:${victim.port}/`,
    `${allowed}.localhost/`,
  ]
  deepStrictEqual(await trySend([`${allowed}/1`, ...others], [allowed]), [
    'accepted',
    ...others.map(() => 'permanent endpoint_not_allowed'),
  ])
  deepStrictEqual([sandbox.seen.length, victim.connections()], [1, 0])
  await Promise.all([sandbox.stop(), victim.stop()])
})

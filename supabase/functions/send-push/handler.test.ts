import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createECDH, createHash } from 'node:crypto'
// @ts-types="./http-ece.d.ts"
import ece from 'http_ece'
import { bytes, toBase64url, toHex } from '../_shared/bytes.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { signLink } from '../_shared/link.ts'
import { type Misbehaviour, silent, startProvider } from '../_shared/misbehaving-provider.ts'
import { sendPush } from './handler.ts'
import { pushService } from './push-service.ts'

const browser = createECDH('prime256v1')
browser.generateKeys()
const auth = toBase64url(new Uint8Array(16).fill(9))
const keys = { p256dh: toBase64url(bytes(browser.getPublicKey())), auth }
const rendered = {
  title: 'Order A1001 delivered',
  body: 'Thank you.',
  action_url: '/orders/7',
  action_label: 'Open order',
  image_url: 'https://cdn.example.com/door.png',
  tag: 'order:7',
}

function setUp(answer: Misbehaviour, extraOrigins?: string[]) {
  const service = startProvider(answer)
  const database = fakeDatabase([])
  const running: Promise<void>[] = []
  const handle = sendPush({
    webhookSecret: 'secret',
    outbox: openOutbox(database.rpc, 'web_push', 'test', () => {}),
    push: pushService({ vapid: ({ origin }) => Promise.resolve(`vapid ${origin}`), timeoutMs: 500 }),
    extraOrigins: extraOrigins ?? [service.origin],
    appUrl: 'https://app.example.com',
    functionsUrl: 'https://project.example/functions/v1',
    linkSecret: 'secret of links',
    background: (work) => running.push(work),
    log: () => {},
  })
  return {
    service,
    database,
    add: (name: string, path = '/push/1', more = {}) =>
      database.add({
        id: idOf(name),
        rendered,
        target: { subscription_id: 's', endpoint: service.origin + path, ...keys },
        ...more,
      }),
    knock: async () => {
      const headers = { authorization: 'Bearer secret' }
      strictEqual((await handle(new Request('http://f/send-push', { method: 'POST', headers }))).status, 202)
      await Promise.all(running)
    },
    decrypted: () =>
      service.seen.map(({ body }) =>
        JSON.parse(
          new TextDecoder().decode(
            ece.decrypt(Buffer.from(body), { version: 'aes128gcm', privateKey: browser, authSecret: auth }),
          ),
        ),
      ),
  }
}
// deliveries are known by their uuid, tests know them by a name
const idOf = (name: string) =>
  toHex(bytes(createHash('md5').update(name).digest())).replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  )
const created = () => new Response(null, { status: 201 })

Deno.test('a knock sends what is due, encrypted for the browser, and settles it', async () => {
  const { service, database, add, knock, decrypted } = setUp(created)
  const delivery = idOf('a')
  add('a', '/push/1', { priority: 'urgent', notification_id: 'n1' })
  await knock()
  const token = await signLink('secret of links', delivery)
  const navigate = `https://app.example.com/orders/7?via=${token}`
  deepStrictEqual(decrypted(), [
    {
      web_push: 8030,
      mutable: true,
      notification: {
        title: 'Order A1001 delivered',
        body: 'Thank you.',
        navigate,
        dir: 'auto',
        tag: 'order:7',
        renotify: true,
        requireInteraction: true,
        image: 'https://cdn.example.com/door.png',
        mutable: true,
        data: {
          notification_id: 'n1',
          report: `https://project.example/functions/v1/link-click/${token}`,
        },
        actions: [
          { action: 'open', title: 'Open order', navigate },
          { action: 'read', title: 'Mark read', navigate },
        ],
      },
    },
  ])
  const headers = service.seen[0]?.headers
  strictEqual(headers?.get('urgency'), 'high')
  ok(Math.abs(Number(headers?.get('ttl')) - 3600) <= 2)
  const [{ lease_token, ...settled } = { lease_token: '' }] = database.settled
  deepStrictEqual(settled, { id: delivery, provider: 'web_push', outcome: 'accepted', http_status: 201 })
  ok(lease_token)
  await service.stop()
})

Deno.test('a delivery to an address outside the allow-list is refused without a connection', async () => {
  const { service, database, add, knock } = setUp(created, [])
  add('loopback')
  const target = (endpoint: string) => ({ endpoint, ...keys })
  database.add({ id: 'metadata', rendered, target: target('https://169.254.169.254/latest') })
  database.add({ id: 'userinfo', rendered, target: target('https://fcm.googleapis.com@127.0.0.1/x') })
  await knock()
  deepStrictEqual(
    database.settled.map((result) => [result.outcome, 'code' in result && result.code]),
    Array(3).fill(['permanent', 'endpoint_not_allowed']),
  )
  strictEqual(service.seen.length, 0)
  await service.stop()
})

Deno.test('a subscription with keys that cannot encrypt is gone, and the process lives', async () => {
  const { service, database, knock } = setUp(created)
  const offCurve = toBase64url(new Uint8Array(65).fill(4))
  database.add({ id: 'a', rendered, target: { endpoint: `${service.origin}/1`, p256dh: offCurve, auth } })
  await knock()
  deepStrictEqual(database.outcomes(), { a: 'gone' })
  await service.stop()
})

Deno.test('a delivery that nobody can read is refused alone', async () => {
  const { service, database, add, knock } = setUp(created)
  database.add({ id: 'no-title', rendered: {}, target: { endpoint: service.origin, ...keys } })
  database.add({ id: 'no-target', rendered, target: null })
  add('good')
  await knock()
  deepStrictEqual(database.outcomes(), {
    'no-title': 'permanent',
    'no-target': 'permanent',
    [idOf('good')]: 'accepted',
  })
  await service.stop()
})

Deno.test('a message that is too large goes once more without picture and buttons', async () => {
  const sizes: number[] = []
  const { service, database, add, knock, decrypted } = setUp((request) => {
    sizes.push(Number(request.headers.get('content-length')))
    return new Response(null, { status: sizes.length === 1 ? 413 : 201 })
  })
  add('a')
  await knock()
  deepStrictEqual(database.outcomes(), { [idOf('a')]: 'accepted' })
  deepStrictEqual(
    decrypted().map(({ notification }) => 'actions' in notification),
    [true, false],
  )
  await service.stop()

  const stubborn = setUp(() => new Response(null, { status: 413 }))
  stubborn.add('b')
  await stubborn.knock()
  deepStrictEqual(
    [stubborn.database.outcomes(), stubborn.service.seen.length],
    [{ [idOf('b')]: 'permanent' }, 2],
  )
  await stubborn.service.stop()
})

Deno.test('one push service that never answers does not fill all lanes, and every other message goes out', async () => {
  const hanging = startProvider(silent)
  const service = startProvider(created)
  const both = setUp(created, [service.origin, hanging.origin])
  const add = (name: string, origin: string) =>
    both.database.add({ id: idOf(name), rendered, target: { endpoint: `${origin}/1`, ...keys } })
  const numbers = Array.from({ length: 200 }, (_, i) => i)
  for (const i of numbers) {
    add(`slow${i}`, hanging.origin)
    add(`good${i}`, service.origin)
  }
  await both.knock()
  const outcomes = both.database.outcomes()
  strictEqual(numbers.filter((i) => outcomes[idOf(`good${i}`)] === 'accepted').length, 200)
  strictEqual(numbers.filter((i) => outcomes[idOf(`slow${i}`)] === 'retry').length, 200)
  ok(hanging.seen.length < 100, `${hanging.seen.length} tries at the silent service`)
  await Promise.all([service.stop(), hanging.stop(), both.service.stop()])
})

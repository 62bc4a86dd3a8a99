import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict'
import { RpcFailure } from '../_shared/database.ts'
import { signLink } from '../_shared/link.ts'
import { linkClick } from './handler.ts'

const linkSecret = 'a secret of this test'
const id = '0192f0c1-7a55-4b1e-9d3c-00ff10203040'
const functions = 'http://127.0.0.1/link-click'
const url = `${functions}/${await signLink(linkSecret, id)}`

function setUp(way: string | null | Error = '/orders/7') {
  const noted: Record<string, unknown>[] = []
  const clock = { ms: 0 }
  const handle = linkClick({
    linkSecret,
    appUrl: 'https://orderline.example',
    rpc: (name, parameters) => {
      strictEqual(name, 'record_engagement')
      noted.push(parameters)
      return way instanceof Error ? Promise.reject(way) : Promise.resolve(way)
    },
    log: () => {},
    now: () => clock.ms,
  })
  const ask = async (method: string, at = url, headers: Record<string, string> = {}) =>
    await handle(new Request(at, { method, headers }))
  const post = async (body: unknown, at = url) =>
    await handle(new Request(at, { method: 'POST', body: JSON.stringify(body) }))
  return { noted, clock, ask, post }
}

Deno.test('a person who clicks a link comes to the page, and the click is noted', async () => {
  const { noted, ask } = setUp()
  const response = await ask('GET')
  strictEqual(response.status, 302)
  strictEqual(response.headers.get('location'), 'https://orderline.example/orders/7')
  strictEqual(response.headers.get('cache-control'), 'no-store')
  strictEqual(response.headers.get('referrer-policy'), 'no-referrer')
  deepStrictEqual(noted, [{ delivery_id: id, kind: 'clicked', action: null }])
})

Deno.test('a link behind the path of the gateway is the same link', async () => {
  const { ask } = setUp()
  strictEqual((await ask('GET', url.replace('/link-click', '/functions/v1/link-click'))).status, 302)
})

Deno.test('nothing in a request can change where a link leads', async () => {
  const { ask } = setUp()
  for (const more of [
    '?to=https://evil.example',
    '?url=//evil.example&action_url=https://evil.example',
    '#x',
  ])
    strictEqual((await ask('GET', url + more)).headers.get('location'), 'https://orderline.example/orders/7')
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    referer: 'https://evil.example',
  }
  strictEqual((await ask('GET', url, headers)).headers.get('location'), 'https://orderline.example/orders/7')
})

Deno.test('a scanner that looks without going notes nothing', async () => {
  const { noted, ask } = setUp()
  const head = await ask('HEAD')
  deepStrictEqual([head.status, head.headers.get('location'), head.body], [200, null, null])
  for (const [name, value] of [
    ['purpose', 'prefetch'],
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['x-moz', 'prefetch'],
    ['x-purpose', 'preview'],
  ] as const) {
    const early = await ask('GET', url, { [name]: value })
    deepStrictEqual([early.status, early.headers.get('location')], [503, null])
  }
  deepStrictEqual(noted, [])
})

Deno.test('a forged link and one whose delivery is gone look the same', async () => {
  const { noted, ask, post } = setUp()
  const unsubscribe = await signLink(linkSecret, id, 'unsubscribe')
  const foreign = await signLink('the secret of another project', id)
  const tokens = [unsubscribe, foreign, 'x', '', '..', `${unsubscribe}${unsubscribe}`, '%00', '%E0%A4%A']
  const gone = await setUp(null).ask('GET')
  const words = await gone.text()
  for (const token of tokens) {
    for (const response of [
      await ask('GET', `${functions}/${token}`),
      await post({ kind: 'shown' }, `${functions}/${token}`),
    ])
      deepStrictEqual([response.status, await response.text()], [404, words], token)
    strictEqual((await ask('HEAD', `${functions}/${token}`)).status, 404)
  }
  strictEqual(gone.status, 404)
  deepStrictEqual(noted, [], 'the database is not asked')
})

Deno.test('a service worker reports what it showed and what the person did, from any origin', async () => {
  const { noted, ask, post } = setUp()
  const reports = [
    { kind: 'shown' },
    { kind: 'clicked', action: 'open' },
    { kind: 'dismissed', action: null },
  ]
  for (const body of reports) {
    const response = await post(body)
    deepStrictEqual([response.status, response.headers.get('access-control-allow-origin')], [204, '*'])
  }
  deepStrictEqual(
    noted,
    reports.map(({ kind, action }) => ({ delivery_id: id, kind, action: action ?? null })),
  )
  const preflight = await ask('OPTIONS')
  deepStrictEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*'])
})

Deno.test('a report that nobody can read is refused', async () => {
  const { noted, post } = setUp()
  for (const body of [null, 'clicked', {}, { kind: 'opened' }, { kind: 'clicked', action: 'x'.repeat(41) }])
    strictEqual((await post(body)).status, 422, JSON.stringify(body))
  strictEqual((await post({ kind: 'clicked', more: 'x'.repeat(1024) })).status, 413)
  deepStrictEqual(noted, [])
})

Deno.test('other methods are not offered', async () => {
  const { ask } = setUp()
  for (const method of ['PUT', 'DELETE', 'PATCH']) strictEqual((await ask(method)).status, 405)
})

Deno.test('a link that is called over and over is held for a minute, and others are not', async () => {
  const { noted, clock, ask, post } = setUp()
  for (let i = 0; i < 30; i++) await ask('GET')
  strictEqual(noted.length, 20)
  strictEqual((await ask('GET')).status, 429)
  strictEqual((await post({ kind: 'shown' })).status, 429)
  const other = await signLink(linkSecret, crypto.randomUUID())
  strictEqual((await ask('GET', `${functions}/${other}`)).status, 302)
  clock.ms = 60_000
  strictEqual((await ask('GET')).status, 302)
})

Deno.test('a click while the database is away is told to come again', async () => {
  const away = await setUp(new TypeError('connection refused')).ask('GET')
  strictEqual(away.status, 503)
  notStrictEqual(away.headers.get('cache-control'), null)
  strictEqual((await setUp(new RpcFailure('record_engagement', 422, 'PT422', 'no')).ask('GET')).status, 404)
})

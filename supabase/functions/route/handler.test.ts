import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Rpc } from '../_shared/database.ts'
import * as bad from '../_shared/misbehaving-provider.ts'
import { type Answer, fetchRoad } from './fetch-road.ts'
import { route } from './handler.ts'

const wish = { from_lat: 38.5, from_lng: -120.2, to_lat: 38.6, to_lng: -120.3 }
// 38.5,-120.2 to 38.6,-120.3 as polyline6
const good = {
  code: 'Ok',
  routes: [{ geometry: '_izlhA~rlgdF_ibE~hbE', distance: 14_000, duration: 900 }],
}
const at = (origin: string) => ({ url: new URL(origin), profile: 'driving' })
const short = ({ outcome, ...answer }: Answer) => ({ outcome, code: 'code' in answer ? answer.code : '' })

async function asked(answer: bad.Misbehaviour, timeoutMs = 2000) {
  const router = bad.startProvider(answer)
  try {
    return { answer: await fetchRoad(at(router.origin), wish, timeoutMs), seen: router.seen }
  } finally {
    await router.stop()
  }
}

Deno.test('a router is asked once, for two places and nothing else, and its road is taken', async () => {
  const { answer, seen } = await asked(() => Response.json(good))
  strictEqual(answer.outcome, 'found')
  deepStrictEqual(answer.outcome === 'found' && [answer.lats, answer.duration_s], [[38.5, 38.6], 900])
  const [request] = seen
  strictEqual(seen.length, 1)
  ok(request?.path.startsWith('/route/v1/driving/-120.20000,38.50000;-120.30000,38.60000?'))
  for (const name of ['authorization', 'cookie', 'referer', 'apikey'])
    strictEqual(request?.headers.get(name), null)
})

Deno.test('what OSRM says it cannot do is not asked again', async () => {
  for (const code of ['NoRoute', 'NoSegment', 'TooBig', 'InvalidQuery']) {
    const { answer } = await asked(() => Response.json({ code, message: 'no' }, { status: 400 }))
    deepStrictEqual(short(answer), { outcome: 'none', code: `400 ${code}` })
  }
  const { answer } = await asked(() => Response.json({ code: 'NoRoute' }))
  deepStrictEqual(short(answer), { outcome: 'none', code: 'NoRoute' })
})

Deno.test('a router that is busy or broken is asked again, when it says', async () => {
  const busy = await asked(() => new Response('', { status: 429, headers: { 'retry-after': '17' } }))
  deepStrictEqual(busy.answer, { outcome: 'retry', code: '429', retry_after_s: 17 })
  for (const status of [500, 502, 503])
    deepStrictEqual(short((await asked(() => new Response('oh', { status }))).answer), {
      outcome: 'retry',
      code: String(status),
    })
})

Deno.test('garbage is no road, whatever its status', async () => {
  const played: [Response, string][] = [
    [new Response('<html>'), 'garbage'],
    [new Response(''), 'garbage'],
    [new Response('{"code": "Ok", "routes": [{}]}'), 'Ok'],
    [Response.json({ ...good, code: '<script>' }), 'garbage'],
    [new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } }), '302'],
    [new Response('Not here', { status: 404 }), '404'],
    [new Response('Who are you', { status: 403 }), '403'],
  ]
  for (const [response, code] of played)
    deepStrictEqual(short((await asked(() => response)).answer), { outcome: 'none', code })
})

Deno.test('a router that is silent, drips, hangs up or is not there is asked again later', async () => {
  deepStrictEqual(short((await asked(bad.silent, 200)).answer), { outcome: 'retry', code: 'timeout' })
  deepStrictEqual(short((await asked(() => bad.drip(200), 300)).answer), { outcome: 'retry', code: 'cut' })
  const rude = bad.startHangUp()
  strictEqual((await fetchRoad(at(rude.origin), wish)).outcome, 'retry')
  await rude.stop()
  const broken = bad.startBreakOff('HTTP/1.1 200 OK')
  deepStrictEqual(short(await fetchRoad(at(broken.origin), wish)), { outcome: 'retry', code: 'cut' })
  await broken.stop()
  deepStrictEqual(short(await fetchRoad(at(bad.closedPort()), wish)), { outcome: 'retry', code: 'not_sent' })
})

Deno.test('ten megabytes are not read, and not asked for again', async () => {
  const flood = bad.flood(200)
  const { answer } = await asked(() => flood.response, 10_000)
  deepStrictEqual(short(answer), { outcome: 'none', code: 'cut' })
  ok(flood.sent() < 9_000_000, `${flood.sent()} bytes were taken`)
})

/** Stands in for the two RPCs: hands out wishes once and keeps what is settled. */
function database(wishes: string[]) {
  const settled: Record<string, Answer> = {}
  const rpc: Rpc = (name, { batch, order_id, answer }) => {
    if (name === 'claim_route_requests')
      return Promise.resolve(
        wishes
          .splice(0, Number(batch))
          .map((order) => ({ order_id: order, lease_token: `lease of ${order}`, ...wish })),
      )
    if (order_id === 'lost') return Promise.reject(new Error('connection lost'))
    settled[String(order_id)] = answer as Answer
    return Promise.resolve(true)
  }
  return { rpc, settled }
}
const knock = () =>
  new Request('http://f/route', { method: 'POST', headers: { authorization: 'Bearer hush' }, body: '{}' })

async function run(wishes: string[], router: Parameters<typeof route>[0]['router']) {
  const { rpc, settled } = database(wishes)
  const lines: string[] = []
  let work: Promise<void> = Promise.resolve()
  const handle = route({
    webhookSecret: 'hush',
    rpc,
    router,
    background: (begun) => {
      work = begun
    },
    log: (line) => lines.push(line),
    timeoutMs: 2000,
  })
  const { status } = await handle(knock())
  await work
  return { status, settled, lines, handle }
}

Deno.test('one knock empties the list of wishes, a few at a time, and one that cannot be settled stops no other', async () => {
  let now = 0
  let most = 0
  const router = bad.startProvider(async () => {
    most = Math.max(most, ++now)
    await new Promise((resolve) => setTimeout(resolve, 20))
    now--
    return Response.json(good)
  })
  const wishes = ['a', 'lost', ...Array.from({ length: 9 }, (_, n) => `o${n}`)]
  const { status, settled, lines } = await run(wishes, at(router.origin))
  await router.stop()
  strictEqual(status, 202)
  strictEqual(Object.values(settled).filter(({ outcome }) => outcome === 'found').length, 10)
  deepStrictEqual(lines, ['settle lost: Error: connection lost'])
  ok(most <= 4, `${most} at once`)
})

Deno.test('without a router every wish is answered with none, and nothing is logged', async () => {
  const { settled, lines } = await run(['a'], undefined)
  deepStrictEqual([settled, lines], [{ a: { outcome: 'none', code: 'no_router' } }, []])
})

Deno.test('the log of a router that fails holds neither its key nor a place', async () => {
  const router = bad.startProvider(() => new Response('no', { status: 500 }))
  const { lines } = await run(['a'], at(`${router.origin}/?key=secret`))
  await router.stop()
  deepStrictEqual(lines, ['route a: retry (500)'])
})

Deno.test('a stranger who knocks without the secret sets nothing off', async () => {
  const { handle } = await run([], undefined)
  const answer = await handle(new Request('http://f/route', { method: 'POST', body: '{}' }))
  strictEqual(answer.status, 401)
})

import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { addressOf } from '../_shared/address.ts'
import { RpcFailure } from '../_shared/database.ts'
import { track } from './handler.ts'
import { goQuiet } from './owntracks.ts'
import type { Point } from './point.ts'
import { recorded, recordedForm } from './recorded.ts'

const token = 'Zm9yIG9uZSBvcmRlciBvbmx5IQ_-abcd'
const at = 1_795_000_000
const url = 'https://orderline.example/functions/v1/track'
const basic = (password: string) => ({ authorization: `Basic ${btoa(`sam:${password}`)}` })

function setUp(outcome: string | Error = 'taken') {
  const calls: { token: string; points: Point[]; app: string }[] = []
  const said: string[] = []
  const clock = { ms: 0 }
  const handle = track({
    rpc: (name, parameters) => {
      strictEqual(name, 'ingest_by_token')
      calls.push(parameters as (typeof calls)[number])
      if (outcome instanceof Error) return Promise.reject(outcome)
      return Promise.resolve({
        outcome: parameters.token === token ? outcome : 'unknown',
        accepted: 1,
        refused: [],
      })
    },
    addressOf,
    log: (line) => said.push(line),
    now: () => clock.ms,
  })
  const post = async (body: unknown, headers: Record<string, string> = basic(token), to = url) =>
    await handle(
      new Request(to, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  const points = () => calls.flatMap((call) => call.points)
  return { handle, post, calls, points, said, clock }
}

Deno.test('what OwnTracks on Android recorded becomes a position in our units', async () => {
  const { post, calls } = setUp()
  const response = await post(recorded(at).android)
  strictEqual(response.status, 200)
  deepStrictEqual(await response.json(), [])
  const [call] = calls
  strictEqual(call?.token, token)
  strictEqual(call?.app, 'owntracks')
  deepStrictEqual(
    { ...call?.points[0], client_id: '' },
    {
      client_id: '',
      recorded_at: '2026-11-18T11:06:40.000Z',
      lat: 45.2735123,
      lng: 13.7142456,
      accuracy_m: 12,
      speed_mps: 10,
      heading_deg: 142,
      battery_pct: 76,
      source: 'owntracks',
    },
  )
})

Deno.test('what iOS does not know, which it writes as -1, is not known here either', async () => {
  const { post, points } = setUp()
  await post(recorded(at).ios)
  const [point] = points()
  deepStrictEqual([point?.speed_mps, point?.heading_deg, point?.accuracy_m], [null, null, 5])
})

Deno.test('entering a region says where the phone is', async () => {
  const { post, points } = setUp()
  await post(recorded(at).transition)
  deepStrictEqual(
    points().map(({ lat, lng }) => [lat, lng]),
    [[45.2738, 13.7145]],
  )
})

Deno.test('a position sent again after a lost answer has the same id, and another position another', async () => {
  const { post, points } = setUp()
  const { android, ios } = recorded(at)
  for (const one of [android, android, ios]) await post(one)
  const [first, again, other] = points().map((point) => point.client_id)
  strictEqual(first, again)
  notStrictEqual(first, other)
  ok(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(first ?? ''))
})

Deno.test('messages without a position are answered as politely as those with one, and the token is checked all the same', async () => {
  const { waypoint, waypoints, lwt, card, cmd, status, encrypted } = recorded(at)
  for (const message of [
    waypoint,
    waypoints,
    lwt,
    card,
    cmd,
    status,
    encrypted,
    '',
    '[]',
    '{}',
    'null',
    '7',
  ]) {
    const { post, calls } = setUp()
    const response = await post(message)
    strictEqual(response.status, 200)
    deepStrictEqual(await response.json(), [])
    strictEqual(calls.length, 1)
    deepStrictEqual(calls[0]?.points, [])
    strictEqual((await post(message, basic('not-the-token-of-anybody-1234567'))).status, 401)
  }
})

Deno.test('an app that encrypts is told apart, so that its owner can be told why nothing comes', async () => {
  const { post, calls } = setUp()
  await post(recorded(at).encrypted)
  strictEqual(calls[0]?.app, 'owntracks, encrypted')
})

Deno.test('several messages come as one array, and more than the database takes at once in several calls', async () => {
  const { post, calls } = setUp()
  const { android, waypoint } = recorded(at)
  await post([...Array.from({ length: 150 }, (_, i) => ({ ...android, tst: at + i })), waypoint])
  deepStrictEqual(
    calls.map((call) => call.points.length),
    [100, 50],
  )
})

Deno.test('Traccar Client sends its token as the device identifier: new versions in JSON, old ones in the address or a form', async () => {
  const { post, handle, calls } = setUp()
  strictEqual((await post({ ...recorded(at).traccar, device_id: token }, {})).status, 200)
  const form = recordedForm(at, token)
  strictEqual((await handle(new Request(`${url}?${form}`))).status, 200)
  strictEqual((await post('', {}, `${url}?${form}`)).status, 200)
  strictEqual((await post(form, { 'content-type': 'application/x-www-form-urlencoded' })).status, 200)
  deepStrictEqual(
    calls.map((call) => [call.token, call.app]),
    Array(4).fill([token, 'traccar']),
  )
  const [json, ...forms] = calls.map((call) => call.points[0])
  deepStrictEqual([json?.speed_mps, json?.battery_pct, json?.heading_deg], [4.2, 42, 140])
  for (const point of forms) {
    // ten knots
    ok(Math.abs((point?.speed_mps ?? 0) - 5.144) < 0.001)
    deepStrictEqual(
      [point?.lat, point?.lng, point?.accuracy_m, point?.heading_deg, point?.battery_pct, point?.recorded_at],
      [45.274, 13.7147, 9, 139.5, 42, '2026-11-18T11:06:40.000Z'],
    )
  }
})

Deno.test('a time in milliseconds and one in ISO 8601 are the same time', async () => {
  const { handle, points } = setUp()
  for (const time of [`${at}000`, '2026-11-18T11:06:40Z'])
    await handle(new Request(`${url}/${token}?lat=1&lon=2&timestamp=${time}`))
  deepStrictEqual(
    points().map((point) => point.recorded_at),
    Array(2).fill('2026-11-18T11:06:40.000Z'),
  )
})

Deno.test('the token may stand at the end of the path, for apps that know no password', async () => {
  const { post, calls } = setUp()
  strictEqual((await post(recorded(at).android, {}, `${url}/${token}`)).status, 200)
  strictEqual(calls[0]?.token, token)
})

Deno.test('nobody without a token learns anything: no token, a wrong one and one that cannot be any are answered alike', async () => {
  const { post, handle } = setUp()
  const { android } = recorded(at)
  const answers = [
    await post(android, {}),
    await post(android, basic('x')),
    await post(android, basic('not-the-token-of-anybody-1234567')),
    await post(android, basic(`${token} `)),
    await post(android, { authorization: `Bearer ${token}` }),
    await post(android, { authorization: 'Basic %%%' }),
    await post('not json', basic('not-the-token-of-anybody-1234567')),
    await handle(new Request(url)),
  ]
  const said = await Promise.all(
    answers.map(async (one) => [one.status, await one.text(), one.headers.get('www-authenticate')]),
  )
  const [expected] = said
  strictEqual(expected?.[0], 401)
  for (const one of said) deepStrictEqual(one, expected)
  ok(!String(expected?.[1]).includes(token))
})

Deno.test('an app whose order is over is told to go quiet, and keeps nothing to send again', async () => {
  const { post } = setUp('revoked')
  const response = await post(recorded(at).android)
  strictEqual(response.status, 200)
  deepStrictEqual(await response.json(), [goQuiet])
})

Deno.test('an app is asked to send again only when that may help', async () => {
  const { android } = recorded(at)
  const refusedForGood = new RpcFailure('ingest_by_token', 422, 'PT422', 'invalid_batch')
  strictEqual((await setUp(refusedForGood).post(android)).status, 200)
  for (const passing of [
    new RpcFailure('ingest_by_token', 500, 'XX000', 'no'),
    new RpcFailure('ingest_by_token', 401, 'PGRST301', 'key'),
    new TypeError('network'),
  ]) {
    const { post, said } = setUp(passing)
    const response = await post(android)
    strictEqual(response.status, 503)
    ok(!(await response.text()).includes('ingest_by_token'))
    strictEqual(said.length, 1)
    ok(!said[0]?.includes(token))
  }
})

Deno.test('hostile messages are ignored one by one, and break nothing', async () => {
  const { android } = recorded(at)
  const hostile: unknown[] = [
    { ...android, lat: '45' },
    { ...android, lat: null },
    { ...android, lon: [13] },
    { ...android, tst: -1 },
    { ...android, tst: 1e18 },
    { ...android, tst: '2026' },
    { ...android, _type: ['location'] },
    { ...android, acc: 'good' },
    { ...android, vel: {} },
    JSON.parse('{"_type":"location","__proto__":{"lat":1,"lon":2,"tst":3}}'),
    { device_id: token, location: { timestamp: 'yesterday', coords: { latitude: 1, longitude: 2 } } },
    { device_id: 7, location: null },
    [[[android]]],
    null,
    true,
    'location',
  ]
  const { post, points } = setUp()
  strictEqual((await post([...hostile, android])).status, 200)
  strictEqual(points().length, 1)
})

Deno.test('a battery of 250 percent, a heading of -1 and a speed of -1 do not take their batch with them', async () => {
  const { post, points } = setUp()
  await post({ ...recorded(at).android, batt: 250.4, cog: -1, vel: -1 })
  const [point] = points()
  deepStrictEqual([point?.battery_pct, point?.heading_deg, point?.speed_mps], [100, null, null])
})

Deno.test('a body that is too large, or no message at all, is refused', async () => {
  const { post } = setUp()
  strictEqual((await post('x'.repeat(131_073))).status, 413)
  strictEqual((await post('{"_type":"location"')).status, 422)
  strictEqual((await setUp().handle(new Request(url, { method: 'DELETE' }))).status, 405)
})

Deno.test('an app that floods is told to wait, not to throw its positions away', async () => {
  const { post, calls, clock } = setUp()
  for (let i = 0; i < 600; i += 1) await post('')
  const response = await post('')
  strictEqual(response.status, 503)
  strictEqual(response.headers.get('retry-after'), '60')
  strictEqual(calls.length, 600)
  clock.ms = 60_000
  strictEqual((await post('')).status, 200)
})

Deno.test('whoever guesses tokens is stopped by address, and honest phones on that network are not', async () => {
  const { post, calls } = setUp()
  const from = { 'x-forwarded-for': '203.0.113.7' }
  strictEqual((await post('', { ...from, ...basic(token) })).status, 200)
  const statuses: number[] = []
  for (let i = 0; i < 80; i += 1) {
    const guess = String(i).padStart(32, '0')
    statuses.push((await post('', { ...from, ...basic(guess) })).status)
  }
  strictEqual(statuses.filter((status) => status === 401).length, 59)
  strictEqual(statuses.at(-1), 429)
  strictEqual(calls.length, 60)
  strictEqual((await post('', { ...from, ...basic(token) })).status, 200)
  strictEqual((await post('', { 'x-forwarded-for': '203.0.113.8', ...basic('0'.repeat(32)) })).status, 401)
})

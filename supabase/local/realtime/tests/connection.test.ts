import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Harness, PUBLISHABLE_KEY, quiet, startHarness, until } from './harness.ts'
import { personId, type Vsn } from './people.ts'
import { openSocket } from './raw-socket.ts'

const limits = {
  ...{ connections: 4, channelsPerConnection: 2, payloadBytes: 1_000 },
  ...{ slowBytes: 500_000, slowHardBytes: 50_000_000, slowMs: 300 },
}
const JOIN_BACKOFF_MS = 400
const HANDSHAKE_BACKOFF_MS = 200

let h: Harness
beforeAll(async () => {
  h = await startHarness({ limits, backoffMs: JOIN_BACKOFF_MS, handshakeBackoffMs: HANDSHAKE_BACKOFF_MS })
}, 30_000)
afterAll(() => h.stop())

/** Tries to connect and gives the refusal as it came. */
function refusal(path: string): Promise<{ status: number | undefined; body: unknown; ms: number }> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`${h.url.replace('http', 'ws')}${path}`)
    ws.once('open', () => reject(new Error('was let in')))
    ws.once('error', () => {})
    ws.once('unexpected-response', async (_, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const body = JSON.parse(Buffer.concat(chunks).toString())
      resolve({ status: response.statusCode, body, ms: performance.now() - started })
    })
  })
}
const withKey = (key: string) => `/realtime/v1/websocket?vsn=2.0.0&apikey=${key}`

describe('handshake', () => {
  it.each([
    ['without a key', async () => '/realtime/v1/websocket?vsn=2.0.0', 401, 'API key is missing'],
    ['with nonsense', async () => withKey('nonsense'), 401, 'The token provided is not a valid JWT'],
    [
      'with an unknown key',
      async () => withKey('sb_publishable_x'),
      401,
      'The token provided is not a valid JWT',
    ],
    [
      'with an expired key',
      async () => withKey(await h.sign({ role: 'anon' }, -5)),
      401,
      'Token has expired',
    ],
    [
      'with a key of no role',
      async () => withKey(await h.sign({})),
      401,
      'Fields `role` and `exp` are required in JWT',
    ],
    [
      'with a forged key',
      async () => withKey(`${h.anonKey.slice(0, -6)}AAAAAA`),
      401,
      'Failed to validate JWT signature',
    ],
    ['at another path', async () => '/realtime/v1/other', 404, 'Not found'],
  ])('a client %s is refused in JSON, after a pause', async (_, path, status, error) => {
    const answer = await refusal(await path())
    expect([answer.status, answer.body]).toEqual([status, { error }])
    expect(answer.ms).toBeGreaterThanOrEqual(HANDSHAKE_BACKOFF_MS - 5)
  })

  it('one client too many is refused', async () => {
    const sockets = await Promise.all([1, 2, 3, 4].map(() => openSocket(h)))
    const answer = await refusal(withKey(PUBLISHABLE_KEY))
    expect([answer.status, answer.body]).toEqual([429, { error: 'Too many connected users' }])
    for (const socket of sockets) socket.close()
    await until(() => h.realtime().stats().sockets === 0)
  })

  it('a key in the header goes before the one in the address', async () => {
    const socket = await openSocket(h, { apikey: 'nonsense', headers: { 'x-api-key': PUBLISHABLE_KEY } })
    expect((await socket.join('lobby')).status).toBe('ok')
    socket.close()
  })
})

describe.each<Vsn>(['1.0.0', '2.0.0'])('connection, protocol %s', (vsn) => {
  it('a heartbeat is answered', async () => {
    const socket = await openSocket(h, { vsn })
    socket.send(null, '4', 'phoenix', 'heartbeat', {})
    const { ref, topic, payload } = await socket.next(({ event }) => event === 'phx_reply')
    expect([ref, topic, payload]).toEqual(['4', 'phoenix', { status: 'ok', response: {} }])
    socket.close()
  })

  it('a message to a topic never joined is answered with an error, leaving it with ok', async () => {
    const socket = await openSocket(h, { vsn })
    socket.send('1', '1', 'realtime:lobby', 'broadcast', { event: 'x', payload: {} })
    socket.send('1', '2', 'other:lobby', 'phx_join', {})
    socket.send('1', '3', 'realtime:lobby', 'phx_leave', {})
    const answers = []
    for (const ref of ['1', '2', '3'])
      answers.push((await socket.next((message) => message.ref === ref)).payload)
    const unmatched = { status: 'error', response: { reason: 'unmatched topic' } }
    expect(answers).toEqual([unmatched, unmatched, { status: 'ok', response: {} }])
    socket.close()
  })

  it('a topic must have a name', async () => {
    const socket = await openSocket(h, { vsn })
    const { response } = await socket.join('')
    expect(response.reason).toBe('TopicNameRequired: You must provide a topic name')
    socket.close()
  })

  it('who joins a topic twice has the first closed and the second open', async () => {
    const socket = await openSocket(h, { vsn })
    socket.send('1', '1', 'realtime:lobby', 'phx_join', { config: {} })
    await socket.next(({ ref, event }) => ref === '1' && event === 'phx_reply')
    socket.send('2', '2', 'realtime:lobby', 'phx_join', { config: { broadcast: { self: true } } })
    const close = await socket.next(({ event }) => event === 'phx_close')
    expect(close.ref).toBe('1')
    await socket.next(({ ref, event }) => ref === '2' && event === 'phx_reply')
    socket.send('2', '3', 'realtime:lobby', 'broadcast', { type: 'broadcast', event: 'x', payload: {} })
    await socket.next(({ event }) => event === 'broadcast')
    expect(h.realtime().stats().channels).toBe(1)
    socket.close()
    await until(() => h.realtime().stats().channels === 0)
  })

  it('who leaves is answered and then closed', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby')
    socket.send('j:lobby', '5', 'realtime:lobby', 'phx_leave', {})
    await until(() => socket.received.length === 2)
    expect(socket.received.map(({ event, ref }) => [event, ref])).toEqual([
      ['phx_reply', '5'],
      ['phx_close', 'j:lobby'],
    ])
    socket.close()
  })

  it('a third channel is refused where two are allowed', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('a')
    await socket.join('b')
    expect((await socket.join('c')).response.reason).toBe('ChannelRateLimitReached: Too many channels')
    socket.close()
  })

  it('a refused join is held back, and with it all else on that socket', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby', { broadcast: { self: true } })
    const started = performance.now()
    const arrived: string[] = []
    socket.ws.on('message', (data: Buffer) =>
      arrived.push(/room:1|phoenix|said/.exec(data.toString())?.[0] ?? ''),
    )
    const refused = socket.join('room:1', { private: true })
    socket.send(null, '4', 'phoenix', 'heartbeat', {})
    await h.db.query(`select realtime.send('{}', 'said', 'lobby', false)`)
    expect((await refused).status).toBe('error')
    expect(performance.now() - started).toBeGreaterThanOrEqual(JOIN_BACKOFF_MS - 5)
    await until(() => arrived.length === 3)
    expect([arrived[0], arrived.slice(1).sort()]).toEqual(['room:1', ['phoenix', 'said']])
    socket.close()
  })

  it('a broadcast over the size allowed reaches nobody and is answered with an error when asked', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('lobby', { broadcast: { self: true, ack: true } })
    const payload = { text: 'x'.repeat(2_000) }
    socket.send('j:lobby', '6', 'realtime:lobby', 'broadcast', { type: 'broadcast', event: 'x', payload })
    expect((await socket.next(({ ref }) => ref === '6')).payload.status).toBe('error')
    await quiet(50)
    expect(socket.received).toEqual([])
    socket.close()
  })

  it('who sends what is no message is cut off', async () => {
    const socket = await openSocket(h, { vsn })
    socket.ws.send('{"no": "envelope"}')
    expect((await socket.closed).code).toBe(1011)
  })
})

it('who stays silent is cut off, in both protocols', async () => {
  // a server of its own: a second of silence is soon over on a busy machine
  const silent = await startHarness({ limits: { ...limits, idleMs: 700 } })
  for (const vsn of ['1.0.0', '2.0.0'] as const) {
    const socket = await openSocket(silent, { vsn })
    const started = performance.now()
    await quiet(400)
    socket.send(null, '4', 'phoenix', 'heartbeat', {})
    expect((await socket.closed).code).toBe(1000)
    expect(performance.now() - started).toBeGreaterThanOrEqual(1_050)
  }
  await silent.stop()
})

it('a frame over five million bytes cuts the socket off', async () => {
  const socket = await openSocket(h)
  socket.ws.send('x'.repeat(5_000_001))
  expect((await socket.closed).code).toBe(1009)
})

it('a short binary frame cuts the socket off', async () => {
  const socket = await openSocket(h)
  socket.ws.send(Buffer.from([3, 9, 9, 9, 9, 0, 1, 65]))
  expect((await socket.closed).code).toBe(1011)
})

it('who does not read is cut off, so that memory stays bounded, while others are served', async () => {
  const [slow, quick] = [await openSocket(h), await openSocket(h)]
  await slow.join('flood')
  await quick.join('flood')
  slow.ws.pause()
  const batch = `select realtime.send(jsonb_build_object('text', repeat('x', 20000)), 'said', 'flood', false)
    from generate_series(1, 100)`
  for (let n = 0; n < 8; n++) await h.db.query(batch)
  await until(() => h.realtime().stats().sockets === 1)
  await until(() => quick.received.length === 800)
  expect(h.lines.some((line) => /owed \d+ bytes and was closed/.test(line))).toBe(true)
  slow.close()
  quick.close()
})

it('a join that makes no sense counts as one without wishes', async () => {
  const socket = await openSocket(h)
  const token = await h.sign({ role: 'authenticated', sub: personId(1) })
  const config = { private: { is: 'no flag' }, broadcast: 'nothing', presence: [], postgres_changes: 'none' }
  expect((await socket.join('lobby', config, token)).response).toEqual({ postgres_changes: [] })
  socket.close()
})

it('a member whose message breaks the channel is told so and may join again', async () => {
  const socket = await openSocket(h)
  await socket.join('lobby')
  socket.send('j:lobby', '2', 'realtime:lobby', 'broadcast', 'no map')
  const { ref } = await socket.next(({ event }) => event === 'phx_error')
  expect(ref).toBe('j:lobby')
  expect((await socket.join('lobby')).status).toBe('ok')
  socket.close()
})

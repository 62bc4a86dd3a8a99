import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, quiet, startHarness } from './harness.ts'
import { openSocket } from './raw-socket.ts'

// Means over a minute: 2 a second are 120 in all.
const limits = { eventsPerSecond: 2, joinsPerSecond: 1 / 4, presenceEventsPerSecond: 1 / 60 }

let h: Harness
beforeAll(async () => {
  h = await startHarness({ limits })
}, 30_000)
afterAll(() => h.stop())

it('a member who tracks while the project has had too much presence is shown out', async () => {
  const socket = await openSocket(h)
  await socket.join('lobby')
  for (const ref of ['1', '2', '3']) {
    socket.send('j:lobby', ref, 'realtime:lobby', 'presence', { event: 'track', payload: { ref } })
  }
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload.message).toBe('Too many presence messages per second')
  socket.close()
})

it('a member who hears more than the project may is shown out, and HTTP answers 429', async () => {
  const socket = await openSocket(h)
  await socket.join('lobby')
  await h.db.query(`select realtime.send('{}', 'said', 'lobby', false) from generate_series(1, 130)`)
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload.message).toBe('Too many messages per second')
  await socket.next(({ event }) => event === 'phx_close')
  const response = await fetch(`${h.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: h.anonKey, 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ topic: 'lobby', event: 'said', payload: {} }] }),
  })
  expect([response.status, await response.json()]).toEqual([
    429,
    { message: 'You have exceeded your rate limit' },
  ])
  socket.close()
})

it('who joins too often is refused and cut off', async () => {
  const socket = await openSocket(h)
  let reason: string | undefined
  for (let n = 0; n < 20 && !reason; n++) reason = (await socket.join(`t${n}`)).response.reason
  expect(reason).toBe('ClientJoinRateLimitReached: Too many joins per second')
  await socket.closed
  await quiet(10)
  expect(h.realtime().stats().sockets).toBe(0)
})

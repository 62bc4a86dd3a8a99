import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness, until } from './harness.ts'
import { admit, personId, ROOMS, signIn, subscribed, type Vsn } from './people.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1])
  for (let n = 1; n <= 30; n++) {
    await h.db.query(`select realtime.send(jsonb_build_object('id', $1::int), 'said', 'room:1')`, [n])
  }
  await h.db.query(`select realtime.send('{"id": 0}', 'said', 'room:1', false)`)
  await h.db.query(`select realtime.send_binary('\\x01ff', 'bytes', 'room:1')`)
}, 30_000)
afterAll(() => h.stop())

const asMember = () => h.sign({ role: 'authenticated', sub: personId(1) })

describe.each<Vsn>(['1.0.0', '2.0.0'])('replay, protocol %s', (vsn) => {
  it('a member gets the newest 25 of what the database said, oldest first, once', async () => {
    const socket = await openSocket(h, { vsn })
    const replay = { since: Date.now() - 60_000, limit: 100 }
    await socket.join('room:1', { private: true, broadcast: { replay } }, await asMember())
    const wanted = vsn === '1.0.0' ? 24 : 25
    await until(() => socket.received.length >= wanted)
    const ids = socket.received
      .filter(({ payload }) => payload.event === 'said')
      .map(({ payload }) => payload.payload.id)
    expect(ids).toEqual(Array.from({ length: 24 }, (_, i) => i + 7))
    expect(socket.received[0]?.payload.meta).toEqual({ replayed: true, id: expect.any(String) })
    if (vsn === '2.0.0') expect(socket.received[24]?.payload.payload).toEqual(Buffer.from([1, 255]))
    socket.close()
  })

  it.each([
    ['a public topic', { broadcast: { replay: { since: 1 } } }, 'Replay is not allowed for public channels'],
    [
      'times that are no numbers',
      { private: true, broadcast: { replay: { since: 'now' } } },
      'Replay params are not valid',
    ],
  ])('a member who asks for a replay of %s is refused', async (_, config, text) => {
    const socket = await openSocket(h, { vsn })
    const { response } = await socket.join('room:1', config, await asMember())
    expect(response.reason).toBe(`UnableToReplayMessages: ${text}`)
    socket.close()
  })
})

it('what was replayed does not come again by the live stream', async () => {
  const socket = await openSocket(h)
  const token = await asMember()
  await socket.join('room:1', { private: true, broadcast: { replay: { since: 0, limit: 1 } } }, token)
  const { payload } = await socket.next(({ event }) => event === 'broadcast')
  const say = (id: string) => ({ topic: 'room:1', event: 'again', payload: {}, private: true, id })
  await fetch(`${h.url}/realtime/v1/api/broadcast`, {
    method: 'POST',
    headers: { apikey: h.serviceKey },
    body: JSON.stringify({ messages: [say(payload.meta.id), say('another')] }),
  })
  expect((await socket.next(({ event }) => event === 'broadcast')).payload.meta.id).toBe('another')
  socket.close()
})

it('a member of supabase-js gets what was said since, marked as replayed', async () => {
  const ada = await signIn(h, 1)
  const since = Date.now()
  await h.db.query(`select realtime.send('{"id": 99}', 'said', 'room:1')`)
  const heard: unknown[] = []
  const channel = ada.client.channel('room:1', {
    config: { private: true, broadcast: { replay: { since } } },
  })
  channel.on('broadcast', { event: 'said' }, ({ payload, meta }) => heard.push([payload.id, meta?.replayed]))
  await subscribed(channel)
  await until(() => heard.length > 0)
  expect(heard).toEqual([[99, true]])
  await ada.leave()
})

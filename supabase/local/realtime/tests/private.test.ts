import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import ws from 'ws'
import { type Harness, PUBLISHABLE_KEY, quiet, startHarness, until } from './harness.ts'
import { admit, personId, ROOMS, signIn, subscribed, type Vsn } from './people.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1])
  await h.db.query(`
    create policy "presence only" on realtime.messages for select to authenticated
      using (realtime.topic() = 'lobby' and extension = 'presence');
    create policy "one header opens" on realtime.messages for select to anon
      using (realtime.topic() = 'gate' and current_setting('request.headers')::json ->> 'x-gate' = 'open');
    create policy "raises" on realtime.messages for select to authenticated
      using (case when realtime.topic() = 'broken' then 1 / (length(extension) - length(extension)) = 1 else false end);`)
}, 30_000)
afterAll(() => h.stop())

const refused = (topic: string) =>
  `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`
const asPerson = (n: number) => h.sign({ role: 'authenticated', sub: personId(n) })

describe.each<Vsn>(['1.0.0', '2.0.0'])('private topics, protocol %s', (vsn) => {
  it('a stranger is refused and supabase-js says why', async () => {
    const stranger = await signIn(h, 9, vsn)
    const channel = stranger.client.channel('room:1', { config: { private: true } })
    await expect(subscribed(channel)).rejects.toThrow(refused('room:1'))
    await stranger.leave()
  })

  it('nobody signed in is refused', async () => {
    const socket = await openSocket(h, { vsn })
    expect(await socket.join('room:1', { private: true })).toEqual({
      status: 'error',
      response: { reason: refused('room:1') },
    })
    socket.close()
  })

  it('a person whose role does not exist is refused', async () => {
    const socket = await openSocket(h, { vsn })
    const token = await h.sign({ role: 'potato', sub: personId(1) })
    expect((await socket.join('room:1', { private: true }, token)).response.reason).toBe(refused('room:1'))
    socket.close()
  })

  it('the service role reads everywhere', async () => {
    const socket = await openSocket(h, { vsn, apikey: h.serviceKey })
    expect((await socket.join('room:77', { private: true })).status).toBe('ok')
    socket.close()
  })

  it('somebody in the public topic named like the private key cannot listen in', async () => {
    const [inside, outside] = [await openSocket(h, { vsn }), await openSocket(h, { vsn })]
    await inside.join('room:1', { private: true, broadcast: { self: true } }, await asPerson(1))
    await outside.join('private:room:1')
    await h.db.query(`select realtime.send('{}', 'said', 'room:1')`)
    await inside.next(({ event }) => event === 'broadcast')
    await quiet(50)
    expect(outside.received).toEqual([])
    inside.close()
    outside.close()
  })
})

it('a person whose policy raises is refused, and the log tells the reason', async () => {
  const socket = await openSocket(h)
  const answer = await socket.join('broken', { private: true }, await asPerson(1))
  expect(answer.response.reason).toBe(refused('broken'))
  expect(h.lines.some((line) => /RlsPolicyError: .*division by zero/.test(line))).toBe(true)
  socket.close()
})

it('a person allowed presence alone may join but hears no broadcast', async () => {
  const socket = await openSocket(h)
  const answer = await socket.join('lobby', { private: true, presence: { enabled: true } }, await asPerson(1))
  expect(answer.status).toBe('ok')
  await h.db.query(`select realtime.send('{}', 'said', 'lobby')`)
  await quiet()
  expect(socket.received.map(({ event }) => event)).toEqual(['presence_state'])
  socket.close()
})

it('policies see the x- headers of the handshake', async () => {
  const opened = await openSocket(h, { headers: { 'x-gate': 'open' } })
  const shut = await openSocket(h, { headers: { 'x-gate': 'shut' } })
  expect((await opened.join('gate', { private: true })).status).toBe('ok')
  expect((await shut.join('gate', { private: true })).status).toBe('error')
  opened.close()
  shut.close()
})

it('a person who was shown out hears on until their next token, then the channel ends', async () => {
  await admit(h, 'room:5', [5])
  const socket = await openSocket(h)
  await socket.join('room:5', { private: true }, await asPerson(5))
  await h.db.query(`delete from public.room_members where room = 'room:5'`)
  await h.db.query(`select realtime.send('{}', 'said', 'room:5')`)
  await socket.next(({ event }) => event === 'broadcast')
  const renewed = await h.sign({ role: 'authenticated', sub: personId(5), session_id: 'next' })
  socket.send('j:room:5', '9', 'realtime:room:5', 'access_token', { access_token: renewed })
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload).toEqual({
    extension: 'system',
    status: 'error',
    message: 'You do not have permissions to read from this Channel topic: room:5',
    channel: 'room:5',
  })
  const close = await socket.next(({ event }) => event === 'phx_close')
  expect([close.ref, close.joinRef]).toEqual(['j:room:5', 'j:room:5'])
  await h.db.query(`select realtime.send('{}', 'said', 'room:5')`)
  await quiet()
  expect(socket.received).toEqual([])
  socket.close()
})

it('a person who loses one of two rights hears that it is gone', async () => {
  await admit(h, 'lobby', [6])
  const socket = await openSocket(h)
  await socket.join('lobby', { private: true, presence: { enabled: true } }, await asPerson(6))
  await h.db.query(`delete from public.room_members where room = 'lobby'`)
  const renewed = await h.sign({ role: 'authenticated', sub: personId(6), session_id: 'next' })
  socket.send('j:lobby', '9', 'realtime:lobby', 'access_token', { access_token: renewed })
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload.message).toBe('You no longer have permission to read from this Channel topic: lobby')
  socket.close()
})

it('the right to write is asked once per token', async () => {
  await admit(h, 'room:8', [8])
  const socket = await openSocket(h)
  await socket.join('room:8', { private: true, broadcast: { self: true } }, await asPerson(8))
  const say = () =>
    socket.send('j:room:8', '2', 'realtime:room:8', 'broadcast', {
      type: 'broadcast',
      event: 'x',
      payload: {},
    })
  say()
  await socket.next(({ event }) => event === 'broadcast')
  await h.db.query(`update public.room_members set can_write = false where room = 'room:8'`)
  say()
  await socket.next(({ event }) => event === 'broadcast')
  const renewed = await h.sign({ role: 'authenticated', sub: personId(8), session_id: 'next' })
  socket.send('j:room:8', '3', 'realtime:room:8', 'access_token', { access_token: renewed })
  say()
  await quiet()
  expect(socket.received).toEqual([])
  socket.close()
})

it('a person who subscribes before setAuth is refused as nobody and let in by the rejoin', async () => {
  const token = await asPerson(1)
  const client = createClient(h.url, PUBLISHABLE_KEY, {
    realtime: { transport: ws as never },
    accessToken: async () => token,
  })
  const statuses: string[] = []
  client.channel('room:1', { config: { private: true } }).subscribe((status) => statuses.push(status))
  await until(() => statuses.includes('SUBSCRIBED'))
  expect(statuses).toEqual(['CHANNEL_ERROR', 'SUBSCRIBED'])
  await client.removeAllChannels()
})

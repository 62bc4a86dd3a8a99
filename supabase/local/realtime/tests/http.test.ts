import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, PUBLISHABLE_KEY, quiet, startHarness, until } from './harness.ts'
import { admit, personId, ROOMS, signIn, subscribed } from './people.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1])
}, 30_000)
afterAll(() => h.stop())

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${h.url}/realtime/v1/api/broadcast${path}`, {
    method: 'POST',
    headers: { apikey: PUBLISHABLE_KEY, 'content-type': 'application/json', ...headers },
    body,
  })
const bearer = async (n: number) => ({
  authorization: `Bearer ${await h.sign({ role: 'authenticated', sub: personId(n) })}`,
})
const said = (topic: string, isPrivate?: boolean) => ({
  topic,
  event: 'said',
  payload: { to: topic },
  private: isPrivate,
})

it('anybody with the key speaks to public topics in a batch; private ones they may not write are skipped in silence', async () => {
  const inside = await openSocket(h)
  await inside.join('room:1', { private: true }, await h.sign({ role: 'authenticated', sub: personId(1) }))
  const outside = await openSocket(h)
  await outside.join('lobby')
  const messages = [said('room:1', true), said('lobby'), { ...said('lobby'), id: 'mine' }]
  const response = await post('', JSON.stringify({ messages }))
  expect([response.status, await response.text()]).toEqual([202, ''])
  const [first, second] = [await outside.next(() => true), await outside.next(() => true)]
  expect([first.topic, first.payload]).toEqual([
    'realtime:lobby',
    { type: 'broadcast', event: 'said', payload: { to: 'lobby' } },
  ])
  expect(second.payload.meta).toEqual({ id: 'mine' })
  await quiet(50)
  expect(inside.received).toEqual([])
  inside.close()
  outside.close()
})

it('a member speaks to their private topic in a batch, and so does the service role', async () => {
  const inside = await openSocket(h, { vsn: '1.0.0' })
  await inside.join('room:1', { private: true }, await h.sign({ role: 'authenticated', sub: personId(1) }))
  const body = JSON.stringify({ messages: [said('room:1', true)] })
  await post('', body, await bearer(1))
  await inside.next(({ event }) => event === 'broadcast')
  await post('', body, { apikey: h.serviceKey })
  await inside.next(({ event }) => event === 'broadcast')
  inside.close()
})

it.each([
  ['no messages', { messages: [] }, { messages: ["can't be blank"] }],
  ['not the form', { something: 1 }, { messages: ["can't be blank"] }],
  [
    'a message without a topic',
    { messages: [{ event: 'x', payload: {} }] },
    { messages: [{ topic: ["can't be blank"] }] },
  ],
  [
    'a payload that is no map',
    { messages: [said('lobby'), { topic: 'a', event: 'b', payload: [1] }] },
    { messages: [{}, { payload: ['is invalid'] }] },
  ],
])('a batch with %s is refused with what is wrong', async (_, body, errors) => {
  const response = await post('', JSON.stringify(body))
  expect([response.status, await response.json()]).toEqual([422, { errors }])
})

it('nobody speaks without a key, with a forged one, or to another path', async () => {
  const body = JSON.stringify({ messages: [said('lobby')] })
  const forged = await post('', body, { authorization: `Bearer ${h.anonKey.slice(0, -5)}AAAAA` })
  expect([forged.status, await forged.json()]).toEqual([401, { message: 'Unauthorized' }])
  const keyless = await fetch(`${h.url}/realtime/v1/api/broadcast`, { method: 'POST', body })
  expect(keyless.status).toBe(401)
  expect((await post('/lobby', body)).status).toBe(404)
})

it('a browser from elsewhere may ask', async () => {
  const response = await fetch(`${h.url}/realtime/v1/api/broadcast`, { method: 'OPTIONS' })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
})

it('a member sends by httpSend, JSON and bytes, and a stranger is refused', async () => {
  const [ada, stranger] = [await signIn(h, 1), await signIn(h, 9)]
  const heard: unknown[] = []
  const channel = ada.client.channel('room:1', { config: { private: true } })
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push([event, payload]))
  await subscribed(channel)
  expect(await channel.httpSend('said', { n: 1 })).toEqual({ success: true })
  expect(await channel.httpSend('bytes & more', new Uint8Array([9, 0]))).toEqual({ success: true })
  await until(() => heard.length === 2)
  expect(heard).toEqual([
    ['said', { n: 1 }],
    ['bytes & more', new Uint8Array([9, 0]).buffer],
  ])
  const sneaking = stranger.client.channel('room:1', { config: { private: true } })
  await expect(sneaking.httpSend('said', { n: 2 })).rejects.toThrow('Unauthorized')
  await quiet(50)
  expect(heard).toHaveLength(2)
  await Promise.all([ada.leave(), stranger.leave()])
})

it('a person sends before joining, as supabase-js does by itself', async () => {
  const ada = await signIn(h, 1)
  const outside = await openSocket(h)
  await outside.join('lobby')
  expect(
    await ada.client.channel('lobby').send({ type: 'broadcast', event: 'said', payload: { n: 1 } }),
  ).toBe('ok')
  expect((await outside.next(() => true)).payload.payload).toEqual({ n: 1 })
  await ada.leave()
  outside.close()
})

it('a single message must be a map or bytes, of a type that says so', async () => {
  const text = await post('/lobby/events/x', 'hello', { 'content-type': 'text/plain' })
  expect(text.status).toBe(415)
  expect((await post('/lobby/events/x', '[1]')).status).toBe(422)
  expect((await post('/lobby/events/x', 'x'.repeat(3_000_001))).status).toBe(413)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, quiet, startHarness, until } from './harness.ts'
import { admit, personId, ROOMS, signIn, subscribed, type Vsn } from './people.ts'
import { openSocket, type RawSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1, 2])
  await admit(h, 'room:1', [3], false)
}, 30_000)
afterAll(() => h.stop())

const call = (socket: RawSocket, topic: string, ref: string, event: string, payload?: unknown) =>
  socket.send(`j:${topic}`, ref, `realtime:${topic}`, 'presence', { type: 'presence', event, payload })
const enabled = (key = '') => ({ presence: { key, enabled: true } })

describe.each<Vsn>(['1.0.0', '2.0.0'])('presence, protocol %s', (vsn) => {
  it('members see who is there, who comes, changes, goes and drops off', async () => {
    const [ada, sam] = [await signIn(h, 1, vsn), await signIn(h, 2, vsn)]
    const config = (key: string) => ({ config: { private: true, presence: { key } } })
    const watching = ada.client.channel('room:1', config('ada'))
    const news: string[] = []
    watching.on('presence', { event: 'join' }, ({ key, newPresences }) =>
      news.push(`${key} ${newPresences[0]?.mood}`),
    )
    watching.on('presence', { event: 'leave' }, ({ key }) => news.push(`${key} gone`))
    await subscribed(watching)
    await watching.track({ mood: 'calm' })

    const coming = sam.client.channel('room:1', config('sam'))
    coming.on('presence', { event: 'sync' }, () => {})
    await subscribed(coming)
    await until(() => 'ada' in coming.presenceState())
    await coming.track({ mood: 'glad' })
    await coming.track({ mood: 'tired' })
    await until(() => news.length >= 4)
    await coming.untrack()
    await coming.track({ mood: 'back' })
    await until(() => news.includes('sam back'))
    await sam.client.realtime.disconnect()
    await until(() => !('sam' in watching.presenceState()))
    expect(news).toEqual([
      ...['ada calm', 'sam glad', 'sam tired', 'sam gone'],
      ...['sam gone', 'sam back', 'sam gone'],
    ])
    await Promise.all([ada.leave(), sam.leave()])
  })

  it('two devices of one person are two entries under one key', async () => {
    const [phone, laptop] = [await openSocket(h, { vsn }), await openSocket(h, { vsn })]
    await phone.join('lobby', enabled('ada'))
    call(phone, 'lobby', '1', 'track', { device: 'phone' })
    await phone.next(({ event }) => event === 'presence_diff')
    await laptop.join('lobby', enabled('ada'))
    call(laptop, 'lobby', '1', 'TRACK', { device: 'laptop' })
    const { payload: diff } = await phone.next(({ event }) => event === 'presence_diff')
    expect(diff.joins.ada.metas).toEqual([{ device: 'laptop', phx_ref: expect.any(String) }])
    phone.close()
    const { payload: left } = await laptop.next(({ payload }) => 'ada' in (payload.leaves ?? {}))
    expect(left.leaves.ada.metas[0].device).toBe('phone')
    laptop.close()
  })

  it('a change tells what it replaces', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('change', enabled('ada'))
    call(socket, 'change', '1', 'track', { mood: 'calm' })
    const { payload: first } = await socket.next(({ event }) => event === 'presence_diff')
    call(socket, 'change', '2', 'track', { mood: 'glad' })
    const { payload: second } = await socket.next(({ event }) => event === 'presence_diff')
    const before = first.joins.ada.metas[0].phx_ref
    expect(second.joins.ada.metas[0]).toMatchObject({ mood: 'glad', phx_ref_prev: before })
    expect(second.leaves.ada.metas[0]).toMatchObject({ mood: 'calm', phx_ref: before })
    call(socket, 'change', '3', 'track', { mood: 'glad' })
    await socket.next(({ ref }) => ref === '3')
    await quiet(50)
    expect(socket.received.filter(({ event }) => event === 'presence_diff')).toEqual([])
    socket.close()
  })

  it('a member without presence gets no state until they track, then all of it', async () => {
    const [there, late] = [await openSocket(h, { vsn }), await openSocket(h, { vsn })]
    await there.join('late', enabled('there'))
    call(there, 'late', '1', 'track', { n: 1 })
    await there.next(({ ref }) => ref === '1')
    await late.join('late', { presence: { key: 'late', enabled: false } })
    await quiet(50)
    expect(late.received).toEqual([])
    call(late, 'late', '1', 'track', { n: 2 })
    const { payload } = await late.next(({ event }) => event === 'presence_state')
    expect(Object.keys(payload).sort()).toEqual(['late', 'there'])
    there.close()
    late.close()
  })

  it('a member who calls a sixth time within half a minute is shown out', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('cursor', enabled('ada'))
    for (let n = 1; n <= 6; n++) call(socket, 'cursor', String(n), 'track', { x: n })
    const { payload } = await socket.next(({ event }) => event === 'system')
    expect(payload.message).toBe('Client presence rate limit exceeded')
    await socket.next(({ event }) => event === 'phx_close')
    expect(socket.received.filter(({ event }) => event === 'phx_reply')).toHaveLength(5)
    socket.close()
  })

  it('a member who tracks no map is told so', async () => {
    const socket = await openSocket(h, { vsn })
    await socket.join('map', enabled())
    for (const [ref, payload] of [
      ['1', 'text'],
      ['2', [1]],
    ] as const) {
      call(socket, 'map', ref, 'track', payload)
      const reply = await socket.next((message) => message.ref === ref)
      expect(reply.payload).toEqual({
        status: 'error',
        response: { reason: 'Presence track payload must be a map' },
      })
    }
    socket.close()
  })

  it('a member who may not write is refused, and who may not read sees nobody', async () => {
    const reader = await openSocket(h, { vsn })
    const token = await h.sign({ role: 'authenticated', sub: personId(3) })
    await reader.join('room:1', { private: true, ...enabled('mute') }, token)
    await reader.next(({ event }) => event === 'presence_state')
    call(reader, 'room:1', '1', 'track', { n: 1 })
    expect((await reader.next(({ ref }) => ref === '1')).payload).toEqual({ status: 'error', response: {} })
    await quiet(50)
    expect(reader.received).toEqual([])
    reader.close()
  })
})

it('a member denied presence hears broadcasts but not who is there', async () => {
  await h.db.query(`
    create policy "broadcasts of the hall" on realtime.messages for select to authenticated
      using (realtime.topic() = 'hall' and (extension = 'broadcast' or auth.uid() = '${personId(1)}'));
    create policy "all write in the hall" on realtime.messages for insert to authenticated
      with check (realtime.topic() = 'hall');`)
  const [seer, blind] = [await openSocket(h), await openSocket(h)]
  const config = { private: true, ...enabled() }
  const asSeer = await seer.join('hall', config, await h.sign({ role: 'authenticated', sub: personId(1) }))
  const asBlind = await blind.join('hall', config, await h.sign({ role: 'authenticated', sub: personId(2) }))
  expect([asSeer.status, asBlind.status]).toEqual(['ok', 'ok'])
  call(seer, 'hall', '1', 'track', { secret: 1 })
  await seer.next(({ event }) => event === 'presence_diff')
  await h.db.query(`select realtime.send('{}', 'said', 'hall')`)
  await blind.next(({ event }) => event === 'broadcast')
  expect(blind.received).toEqual([])
  seer.close()
  blind.close()
})

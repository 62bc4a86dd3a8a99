import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness, until } from './harness.ts'
import { admit, personId, ROOMS, signIn } from './people.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1])
}, 30_000)
afterAll(() => h.stop())

const say = (n: number) =>
  h.db.query(`select realtime.send(jsonb_build_object('id', $1::int), 'said', 'room:1')`, [n])

it('when the server goes and comes back, clients join again by themselves, and what was said meanwhile is lost but replayed to who asked', async () => {
  const [plain, asking] = [await signIn(h, 1), await signIn(h, 1)]
  const listen = async (person: typeof plain, broadcast = {}) => {
    const heard: number[] = []
    const statuses: string[] = []
    const channel = person.client.channel('room:1', { config: { private: true, broadcast } })
    channel.on('broadcast', { event: 'said' }, ({ payload }) => heard.push(payload.id))
    channel.subscribe((status) => statuses.push(status))
    await until(() => statuses.includes('SUBSCRIBED'))
    return { heard, statuses }
  }
  const [without, withReplay] = [await listen(plain), await listen(asking, { replay: { since: Date.now() } })]
  await say(1)
  await until(() => without.heard.length === 1 && withReplay.heard.length === 1)
  const meanwhile = h.restart(100)
  await until(() => without.statuses.length === 2)
  await say(2)
  await meanwhile
  await until(() => without.statuses.length === 3 && withReplay.statuses.length === 3, 10_000)
  await say(3)
  await until(() => without.heard.includes(3) && withReplay.heard.includes(3))
  expect(without.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED'])
  expect(without.heard).toEqual([1, 3])
  expect(withReplay.heard).toEqual([1, 1, 2, 3])
  await Promise.all([plain.leave(), asking.leave()])
}, 20_000)

it('a killed replication connection heals by itself, and joined channels hear again', async () => {
  const socket = await openSocket(h)
  await socket.join('room:1', { private: true }, await h.sign({ role: 'authenticated', sub: personId(1) }))
  for (let kill = 1; kill <= 5; kill++) {
    const before = h.realtime().stats().replicationRestarts
    await h.db.query(`select pg_terminate_backend(active_pid) from pg_replication_slots where active`)
    await until(() => h.realtime().stats().replicationRestarts > before && h.realtime().stats().isReplicating)
    await say(10 + kill)
    expect((await socket.next(({ event }) => event === 'broadcast')).payload.payload.id).toBe(10 + kill)
  }
  socket.close()
}, 20_000)

it('killed database connections are replaced: private topics can be joined and heard', async () => {
  await h.db.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'realtime%'`,
  )
  await until(() => h.realtime().stats().isReplicating)
  const socket = await openSocket(h)
  const token = await h.sign({ role: 'authenticated', sub: personId(1) })
  await until(async () => (await socket.join('room:1', { private: true }, token)).status === 'ok')
  await until(() => h.realtime().stats().isReplicating)
  await say(20)
  expect((await socket.next(({ event }) => event === 'broadcast')).payload.payload.id).toBe(20)
  socket.close()
}, 20_000)

it('who asks is told when the stream from the database stands', async () => {
  const socket = await openSocket(h)
  await socket.join('lobby', { broadcast: { replication_ready: 'true' } })
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload).toEqual({
    ...{ extension: 'system', status: 'ok', channel: 'lobby' },
    message: 'Replication connection established',
  })
  socket.close()
})

it('a stopped server leaves no slot and no connection behind', async () => {
  await h.restart(0)
  const { rows } = await h.db.query(`
    select (select count(*)::int from pg_replication_slots) as slots,
      (select count(*)::int from pg_stat_activity where application_name like 'realtime%') as connections`)
  expect(rows[0].slots).toBe(1)
  expect(rows[0].connections).toBeLessThanOrEqual(3)
}, 20_000)

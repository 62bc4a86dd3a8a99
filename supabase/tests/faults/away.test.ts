import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { openScratchOutbox, type Sql } from './scratch-outbox.ts'

/** Rooms of two in which Ada writes and somebody else is away, and hands that run the job at once. */
let outbox: Awaited<ReturnType<typeof openScratchOutbox>>
let hands: Sql[]
beforeAll(async () => {
  outbox = await openScratchOutbox()
  hands = await Promise.all(Array.from({ length: 4 }, outbox.connect))
})
beforeEach(async () => {
  await outbox.sql('truncate private.untold_messages, private.told_marks, private.lookers')
  await outbox.sql('delete from public.notifications')
  await outbox.sql(`delete from public.rooms where title like 'away %'`)
})
afterAll(() => outbox?.close())

const tick = async (sql: Sql) => {
  const [row] = await sql<{ told: number }>('select private.tell_those_away() as told')
  return row?.told ?? 0
}
/** As the job does it: batch by batch, until nobody is due. */
async function tickThrough(sql: Sql) {
  let told = 0
  for (let batch = await tick(sql); batch > 0; batch = await tick(sql)) told += batch
  return told
}

/** So many rooms of Ada and one other person each, with this many messages of hers, all due. */
async function makeRooms(rooms: number, messages: number) {
  await outbox.sql(
    `insert into auth.users (id, email, raw_user_meta_data)
     select md5('away ' || n)::uuid, 'away' || n || '@test.example', jsonb_build_object('name', 'Person ' || n)
     from generate_series(1, $1::int) n on conflict do nothing`,
    [rooms],
  )
  await outbox.sql(
    `insert into public.rooms (id, kind, title) select md5('room ' || n)::uuid, 'guest', 'away ' || n from generate_series(1, $1::int) n`,
    [rooms],
  )
  await outbox.sql(
    `insert into public.room_members (room_id, user_id, role)
     select md5('room ' || n)::uuid, who, 'customer' from generate_series(1, $1::int) n, unnest(array[md5('away ' || n)::uuid, $2::uuid]) who`,
    [rooms, outbox.adaId],
  )
  await say(rooms, messages)
}
async function say(rooms: number, messages: number) {
  await outbox.sql(
    `select private.append_message(md5('room ' || n)::uuid, $3::uuid, gen_random_uuid(), 'text', 'word ' || i, '{}', null)
     from generate_series(1, $1::int) n, generate_series(1, $2::int) i`,
    [rooms, messages, outbox.adaId],
  )
  await makeDue()
}
const makeDue = () =>
  outbox.sql(
    `update private.untold_messages set said_at = now() - interval '5 seconds', due_at = '-infinity'`,
  )
const endBursts = () => outbox.sql(`update private.told_marks set told_at = now() - interval '1 hour'`)
const toldOf = () =>
  outbox.sql<{ user_id: string; n: number; count: number; unread: number }>(
    `select user_id, count(*)::int as n, sum((data #>> '{message,count}')::int)::int as count, (count(*) filter (where read_at is null))::int as unread
     from public.notifications where subject_type = 'room' group by 1`,
  )
const waiting = async () => (await outbox.sql('select from private.untold_messages')).length

test('however many run the job at once, each who is away is told once, of everything', async () => {
  await makeRooms(60, 3)
  const told = await Promise.all(
    hands.map(async (sql) => {
      let sum = 0
      for (let turn = 0; turn < 12; turn += 1) sum += await tick(sql)
      return sum
    }),
  )
  expect(told.reduce((sum, one) => sum + one)).toBe(60)
  const rows = await toldOf()
  expect(rows).toHaveLength(60)
  expect(rows.every(({ n, count }) => n === 1 && count === 3)).toBe(true)
  expect(await waiting()).toBe(0)
})

test('a job that is killed again and again tells nobody twice and forgets nobody', async () => {
  await makeRooms(150, 2)
  let kills = 0
  for (let round = 0; round < 25; round += 1) {
    const victim = await outbox.connect()
    const [me] = await victim<{ pid: number }>('select pg_backend_pid() as pid')
    const work = tickThrough(victim).catch(() => 'killed')
    await new Promise((resolve) => setTimeout(resolve, 5 + round * 12))
    // gone before the next one looks, or what it held would make that one go away
    await outbox.sql('select pg_terminate_backend($1, 10000)', [me?.pid])
    if ((await work) === 'killed') kills += 1
  }
  expect(kills).toBeGreaterThan(5)
  await tickThrough(outbox.sql)
  const rows = await toldOf()
  expect(rows).toHaveLength(150)
  expect(rows.every(({ n, count }) => n === 1 && count === 2)).toBe(true)
  expect(await waiting()).toBe(0)
}, 120_000)

test('five hundred people are told in six batches, however slow the machine is, so that who is due is looked up for a hundred at a time', async () => {
  await makeRooms(500, 2)
  const batches = [await tick(outbox.sql)]
  while (batches.at(-1)) batches.push(await tick(outbox.sql))
  expect(batches).toEqual([100, 100, 100, 100, 100, 0])
  expect(await toldOf()).toHaveLength(500)
  expect(await waiting()).toBe(0)
}, 240_000)

test('who reads while the job runs is left with nothing unread, whichever of the two was first', async () => {
  await makeRooms(80, 2)
  const [reader, ...tickers] = hands
  if (!reader) throw new Error('no hand')
  const readAll = async () => {
    for (let n = 1; n <= 80; n += 1) {
      await reader(
        `select set_config('request.jwt.claims', jsonb_build_object('sub', md5('away ' || $1::int)::uuid, 'role', 'authenticated')::text, false)`,
        [n],
      )
      await reader(`select public.mark_read(md5('room ' || $1::int)::uuid, 1000)`, [n])
    }
  }
  await Promise.all([readAll(), ...tickers.map(tickThrough)])
  expect((await toldOf()).every(({ n, unread }) => n <= 1 && unread === 0)).toBe(true)
  await tickThrough(outbox.sql)
  expect(await waiting()).toBe(0)
})

test('whatever is said, read and looked at in whatever order, in the end each unread message was told once and nobody who looked was told', async () => {
  const step = fc.oneof(
    fc.record({ does: fc.constant('say'), room: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ does: fc.constantFrom('read', 'look', 'leave'), room: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ does: fc.constantFrom('tick', 'pause'), room: fc.constant(0) }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      inTime(20, async (steps) => {
        await outbox.sql('truncate private.untold_messages, private.told_marks, private.lookers')
        await outbox.sql('delete from public.notifications')
        await outbox.sql(`delete from public.rooms where title like 'away %'`)
        await makeRooms(3, 0)
        for (const { does, room } of steps) {
          const ids = [`room ${room}`, `away ${room}`]
          if (does === 'say')
            await outbox.sql(
              `select private.append_message(md5($1)::uuid, $2::uuid, gen_random_uuid(), 'text', 'word', '{}', null)`,
              [ids[0], outbox.adaId],
            )
          if (does === 'read') {
            await outbox.sql(
              `select set_config('request.jwt.claims', jsonb_build_object('sub', md5($1)::uuid, 'role', 'authenticated')::text, false)`,
              [ids[1]],
            )
            await outbox.sql('select public.mark_read(md5($1)::uuid, 1000)', [ids[0]])
          }
          if (does === 'look')
            await outbox.sql(
              'insert into private.lookers (room_id, user_id, client_id) values (md5($1)::uuid, md5($2)::uuid, md5($2)::uuid) on conflict do nothing',
              ids,
            )
          if (does === 'leave')
            await outbox.sql('delete from private.lookers where room_id = md5($1)::uuid', [ids[0]])
          if (does === 'pause') await endBursts()
          if (does === 'tick') {
            await makeDue()
            await tickThrough(outbox.sql)
            // nobody who looks is told at that moment
            const looked = await outbox.sql(
              `select from public.notifications n join private.lookers l on l.user_id = n.user_id and l.room_id = n.subject_id and n.created_at > l.seen_at`,
            )
            expect(looked).toHaveLength(0)
          }
        }
        await outbox.sql('truncate private.lookers')
        await endBursts()
        await makeDue()
        await tickThrough(outbox.sql)
        expect(await waiting()).toBe(0)
        const wrong = await outbox.sql(
          `with told as (
           select n.user_id, n.subject_id as room_id, s.seq from public.notifications n,
             generate_series((n.data #>> '{message,first_seq}')::bigint, (n.data #>> '{message,seq}')::bigint) s (seq)
           where n.subject_type = 'room'
         ), unread as (
           select rm.user_id, rm.room_id, m.seq from public.room_members rm join public.messages m using (room_id)
           where rm.user_id <> $1 and m.seq > rm.last_read_seq)
         select 'told twice' from told group by user_id, room_id, seq having count(*) > 1
         union all select 'never told' from unread where not exists (select from told where (told.user_id, told.room_id, told.seq) = (unread.user_id, unread.room_id, unread.seq))
         union all select 'two unread rows' from public.notifications n where n.read_at is null and n.subject_type = 'room' group by user_id, subject_id having count(*) > 1
         union all select 'news of what is read' from public.notifications n join public.room_members rm on rm.user_id = n.user_id and rm.room_id = n.subject_id
           where n.read_at is null and (n.data #>> '{message,seq}')::bigint <= rm.last_read_seq`,
          [outbox.adaId],
        )
        expect(wrong).toEqual([])
      }),
    ),
    { numRuns: 25 },
  )
}, 120_000)

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, quiet, startHarness, until } from './harness.ts'
import { personId, signIn, subscribed, type Vsn } from './people.ts'
import { openSocket, type RawSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  // A new project grants everything by default; here each grant is meant.
  await h.db.query(`
    alter default privileges in schema public revoke all on tables from anon, authenticated;
    create table public.notes (
      id bigint primary key, owner uuid, body text, amount numeric, at timestamptz, details jsonb, tags text[],
      bytes bytea, secret text);
    alter table public.notes enable row level security;
    create policy "owners read" on public.notes for select to authenticated using (owner = auth.uid());
    grant select (id, owner, body, amount, at, details, tags, bytes) on public.notes to authenticated;
    create table public.open (id int primary key, body text);
    grant select on public.open to anon, authenticated;
    create table public.keyless (body text);
    alter table public.keyless replica identity full;
    grant select on public.keyless to anon;
    create table public.hidden (id int primary key, body text);
    grant select (body) on public.hidden to anon;
    create table public.elsewhere (id int primary key);
    grant select on public.elsewhere to anon;
    alter publication supabase_realtime add table public.notes, public.open, public.keyless, public.hidden;`)
}, 30_000)
afterAll(() => h.stop())

const ready = (socket: RawSocket) => socket.next(({ event }) => event === 'system')
const changes = (...requests: object[]) => ({ postgres_changes: requests })
const heard = (socket: RawSocket) => socket.next(({ event }) => event === 'postgres_changes')

describe.each<Vsn>(['1.0.0', '2.0.0'])('postgres_changes, protocol %s', (vsn) => {
  it('an owner hears each change of their rows through supabase-js, others hear only that a row went', async () => {
    const [ada, sam] = [await signIn(h, 1, vsn), await signIn(h, 2, vsn)]
    const listen = async (person: typeof ada) => {
      const events: unknown[] = []
      let isReady = false
      const channel = person.client.channel(`notes of ${person.id}`)
      channel.on('system', {}, () => {
        isReady = true
      })
      channel.on('postgres_changes', { event: '*', schema: 'public', table: 'notes' }, (change) =>
        events.push([change.eventType, change.new, change.old]),
      )
      await subscribed(channel)
      await until(() => isReady)
      return events
    }
    const [adas, sams] = [await listen(ada), await listen(sam)]
    const id = vsn === '1.0.0' ? 1 : 2
    const act = async (sql: string, count: number) => {
      await h.db.query(sql)
      await until(() => adas.length === count)
    }
    await act(
      `insert into public.notes values (${id}, '${ada.id}', 'hello', 12.50, '2026-01-02 03:04:05+00', '{"a": [1, null]}',
        '{x,"y z"}', '\\x00ff', 'hush')`,
      1,
    )
    await act(`update public.notes set body = 'bye' where id = ${id}`, 2)
    await act(`delete from public.notes where id = ${id}`, 3)
    const row = {
      ...{ id, owner: ada.id, body: 'hello', amount: 12.5, at: '2026-01-02T03:04:05+00:00' },
      ...{ details: { a: [1, null] }, tags: ['x', 'y z'], bytes: '00ff' },
    }
    expect(adas).toEqual([
      ['INSERT', row, {}],
      ['UPDATE', { ...row, body: 'bye' }, { id }],
      ['DELETE', {}, { id }],
    ])
    await until(() => sams.length > 0)
    expect(sams).toEqual([['DELETE', {}, { id }]])
    await Promise.all([ada.leave(), sam.leave()])
  })

  it('one message carries the ids of all requests it answers, and only chosen columns', async () => {
    const socket = await openSocket(h, { vsn })
    const requests = [
      { event: 'INSERT', schema: 'public', table: 'open' },
      { event: '*', schema: 'public', table: 'open' },
      { event: '*', schema: 'public', table: 'open', select: ['id'] },
      { event: 'DELETE', schema: 'public', table: 'open' },
    ]
    const { response } = await socket.join('any', changes(...requests))
    const ids = response.postgres_changes.map(({ id }: { id: number }) => id)
    expect(response.postgres_changes).toEqual(requests.map((request, i) => ({ ...request, id: ids[i] })))
    expect(new Set(ids).size).toBe(4)
    await ready(socket)
    await h.db.query(`insert into public.open values (1, 'a'); delete from public.open`)
    const [all, chosen] = [await heard(socket), await heard(socket)]
    expect(all.payload.ids).toEqual([ids[0], ids[1]])
    expect(all.payload.data).toEqual({
      ...{ schema: 'public', table: 'open', type: 'INSERT', errors: null, record: { id: 1, body: 'a' } },
      commit_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      columns: [
        { name: 'id', type: 'int4' },
        { name: 'body', type: 'text' },
      ],
    })
    expect([chosen.payload.ids, chosen.payload.data.record]).toEqual([[ids[2]], { id: 1 }])
    expect([all.joinRef, all.ref]).toEqual([null, null])
    socket.close()
  })
})

it('a deleted row of a table without policies is told as the replica identity gives it', async () => {
  const socket = await openSocket(h)
  await h.db.query(`insert into public.open values (5, 'old'); alter table public.open replica identity full`)
  await socket.join(
    'any',
    changes({ event: 'DELETE', schema: 'public', table: 'open', filter: 'body=eq.old' }),
  )
  await ready(socket)
  await h.db.query('delete from public.open')
  expect((await heard(socket)).payload.data.old_record).toEqual({ id: 5, body: 'old' })
  await h.db.query('alter table public.open replica identity default')
  socket.close()
})

it('a deleted row of a table with policies is told by its key alone, whatever its replica identity', async () => {
  const socket = await openSocket(h)
  await h.db.query(
    `insert into public.notes (id, body) values (51, 'hush'); alter table public.notes replica identity full`,
  )
  const token = await h.sign({ role: 'authenticated', sub: personId(9) })
  await socket.join('any', changes({ event: 'DELETE', schema: 'public', table: 'notes' }), token)
  await ready(socket)
  await h.db.query('delete from public.notes')
  expect((await heard(socket)).payload.data.old_record).toEqual({ id: 51 })
  await h.db.query('alter table public.notes replica identity default')
  socket.close()
})

it('a schema or a star stands for all its published tables', async () => {
  const socket = await openSocket(h)
  await socket.join('any', changes({ event: 'INSERT', schema: 'public' }))
  await ready(socket)
  await h.db.query(`insert into public.elsewhere values (1); insert into public.open values (6, 'x')`)
  expect((await heard(socket)).payload.data.table).toBe('open')
  socket.close()
})

it('a row without a key, or whose key a role may not read, is told as an error', async () => {
  const socket = await openSocket(h)
  const all = { event: '*', schema: 'public' }
  await socket.join('any', changes({ ...all, table: 'keyless' }, { ...all, table: 'hidden' }))
  await ready(socket)
  await h.db.query(`insert into public.keyless values ('x')`)
  expect((await heard(socket)).payload.data).toEqual({
    ...{ schema: 'public', table: 'keyless', type: 'INSERT' },
    errors: ['Error 400: Bad Request, no primary key'],
  })
  await h.db.query(`insert into public.hidden values (1, 'x')`)
  expect((await heard(socket)).payload.data.errors).toEqual(['Error 401: Unauthorized'])
  socket.close()
})

it('a row over a megabyte loses its long values', async () => {
  const socket = await openSocket(h)
  await socket.join('any', changes({ event: 'INSERT', schema: 'public', table: 'open' }))
  await ready(socket)
  await h.db.query(`insert into public.open values (7, repeat('x', 1100000))`)
  const { data } = (await heard(socket)).payload
  expect([data.record, data.errors]).toEqual([{ id: 7 }, ['Error 413: Payload Too Large']])
  socket.close()
})

it('a long value that did not change is kept from the old row, or left out', async () => {
  const socket = await openSocket(h)
  const long = Array.from({ length: 4_000 }, (_, i) => (i * 7_919).toString(36)).join('')
  await h.db.query('insert into public.open values (8, $1)', [long])
  await socket.join('any', changes({ event: 'UPDATE', schema: 'public', table: 'open' }))
  await ready(socket)
  await h.db.query('update public.open set id = 9 where id = 8')
  expect((await heard(socket)).payload.data.record).toEqual({ id: 9 })
  await h.db.query('alter table public.open replica identity full')
  await h.db.query('update public.open set id = 10 where id = 9')
  expect((await heard(socket)).payload.data.record).toEqual({ id: 10, body: long })
  await h.db.query('alter table public.open replica identity default')
  socket.close()
})

it('a column granted while somebody listens is told from then on', async () => {
  const socket = await openSocket(h)
  await socket.join('any', changes({ event: '*', schema: 'public', table: 'open' }))
  await ready(socket)
  await h.db.query('alter table public.open add column note text; revoke select on public.open from anon')
  await h.db.query('grant select (id, note) on public.open to anon')
  await h.db.query(`insert into public.open values (11, 'unseen', 'seen')`)
  const { data } = (await heard(socket)).payload
  expect([data.record, data.columns.map(({ name }: { name: string }) => name)]).toEqual([
    { id: 11, note: 'seen' },
    ['id', 'note'],
  ])
  await h.db.query('alter table public.open drop column note; grant select on public.open to anon')
  socket.close()
})

it('a new token decides what is heard from then on', async () => {
  const socket = await openSocket(h)
  const token = (n: number) => h.sign({ role: 'authenticated', sub: personId(n) })
  await socket.join('any', changes({ event: 'INSERT', schema: 'public', table: 'notes' }), await token(1))
  await ready(socket)
  socket.send('j:any', '2', 'realtime:any', 'access_token', { access_token: await token(2) })
  await ready(socket)
  await h.db.query(`insert into public.notes (id, owner) values (21, $1), (22, $2)`, [
    personId(1),
    personId(2),
  ])
  expect((await heard(socket)).payload.data.record.id).toBe(22)
  await quiet(50)
  expect(socket.received).toEqual([])
  socket.close()
})

it('a policy that raises for one does not keep the others from hearing, but the log says what it would do', async () => {
  await h.db.query(`create policy "raises for one" on public.notes for select to authenticated
    using (auth.uid() = '${personId(7)}' and 1 / (id - id) = 1)`)
  const [broken, sound] = [await openSocket(h), await openSocket(h)]
  for (const [socket, n] of [
    [broken, 7],
    [sound, 1],
  ] as const) {
    const token = await h.sign({ role: 'authenticated', sub: personId(n) })
    await socket.join('any', changes({ event: 'INSERT', schema: 'public', table: 'notes' }), token)
    await ready(socket)
  }
  await h.db.query('insert into public.notes (id, owner) values (31, $1)', [personId(1)])
  expect((await heard(sound)).payload.data.record.id).toBe(31)
  expect(h.lines.some((line) => /a policy on public\.notes raised.*division by zero/.test(line))).toBe(true)
  expect(broken.received).toEqual([])
  await h.db.query('drop policy "raises for one" on public.notes')
  broken.close()
  sound.close()
})

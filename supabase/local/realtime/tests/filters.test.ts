import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, quiet, startHarness } from './harness.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(`
    create type public.mood as enum ('calm', 'glad', 'wild');
    create table public.t (id int primary key, text text, big bigint, price numeric, day date, flag boolean, mood public.mood);
    alter table public.t replica identity full;
    grant select on public.t to anon;
    alter publication supabase_realtime add table public.t;`)
}, 30_000)
afterAll(() => h.stop())

// The row that must come, and one that must not.
const rows = `
  insert into public.t values
    (1, 'Hello', 9007199254740993, 10.10, '2026-02-01', true, 'glad'),
    (2, 'other', 9007199254740992, 9.90, '2025-12-31', false, 'calm')`

it.each([
  ...[
    'text=eq.Hello',
    'text=neq.other',
    'text=lt.a',
    'text=in.(Hello,"b,c")',
    'text=like.He%',
    'text=ilike.he%',
  ],
  ...['text=match.^H', 'text=imatch.^h', 'text=isdistinct.other', 'text=not.eq.other', 'text=not.like.o%'],
  ...['big=eq.9007199254740993', 'price=gt.9.95', 'price=eq.10.1', 'day=gte.2026-01-01', 'flag=is.true'],
  ...['flag=not.is.false', 'mood=gt.calm', 'mood=not.in.(calm)', 'text=eq.Hello,id=gt.0', 'id=lte.1'],
])('a listener with filter %s hears of its row alone, when it comes, changes and goes', async (filter) => {
  const socket = await openSocket(h)
  await socket.join('any', { postgres_changes: [{ event: '*', schema: 'public', table: 't', filter }] })
  await socket.next(({ event, payload }) => event === 'system' && payload.status === 'ok')
  await h.db.query(rows)
  await h.db.query('update public.t set id = id')
  await h.db.query('delete from public.t')
  const heard = []
  for (let n = 0; n < 3; n++) {
    const { payload } = await socket.next(({ event }) => event === 'postgres_changes')
    heard.push([payload.data.type, (payload.data.record ?? payload.data.old_record).id])
  }
  await quiet(30)
  expect(heard).toEqual([
    ['INSERT', 1],
    ['UPDATE', 1],
    ['DELETE', 1],
  ])
  expect(socket.received).toEqual([])
  socket.close()
})

it('a listener for null hears of rows without a value, and other filters never match them', async () => {
  const socket = await openSocket(h)
  const filters = ['text=is.null', 'text=neq.x', 'text=not.eq.x', 'text=isdistinct.x']
  const { response } = await socket.join('any', {
    postgres_changes: filters.map((filter) => ({ event: 'INSERT', schema: 'public', table: 't', filter })),
  })
  await socket.next(({ event, payload }) => event === 'system' && payload.status === 'ok')
  await h.db.query('insert into public.t values (3)')
  const { payload } = await socket.next(({ event }) => event === 'postgres_changes')
  const ids = response.postgres_changes.map(({ id }: { id: number }) => id)
  expect(payload.ids).toEqual([ids[0], ids[3]])
  await h.db.query('delete from public.t')
  socket.close()
})

it('a listener for gone rows hears nothing when the filter asks for a column the stream does not have', async () => {
  await h.db.query('alter table public.t replica identity default')
  const socket = await openSocket(h)
  const request = { event: 'DELETE', schema: 'public', table: 't' }
  await socket.join('any', {
    postgres_changes: [
      { ...request, filter: 'text=eq.Hello' },
      { ...request, filter: 'id=eq.2' },
    ],
  })
  await socket.next(({ event, payload }) => event === 'system' && payload.status === 'ok')
  await h.db.query(rows)
  await h.db.query('delete from public.t')
  const { payload } = await socket.next(({ event }) => event === 'postgres_changes')
  expect(payload.data.old_record).toEqual({ id: 2 })
  await quiet(50)
  expect(socket.received).toEqual([])
  socket.close()
})

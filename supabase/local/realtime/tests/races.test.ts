import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness, until } from './harness.ts'
import { personId } from './people.ts'
import { openSocket } from './raw-socket.ts'

const ROWS = 2_000
const WRITERS = 4

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(`
    create table public.pings (id int primary key, owner uuid default '${personId(1)}');
    alter table public.pings enable row level security;
    create policy "owners read" on public.pings for select to authenticated using (owner = auth.uid());
    grant select on public.pings to authenticated;
    create function public.tell() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.send(jsonb_build_object('id', new.id), 'ping', 'pings', false);
      return null;
    end $$;
    create trigger tell after insert on public.pings for each row execute function public.tell();
    alter publication supabase_realtime add table public.pings;`)
}, 30_000)
afterAll(() => h.stop())

/** Numbers from 1 up, each in a transaction of its own, by several connections at once. */
async function writeOneByOne(count: number) {
  let next = 1
  const write = async () => {
    while (next <= count) await h.db.query('insert into public.pings (id) values ($1)', [next++])
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
}

it('whoever looks for the row the moment a broadcast tells of it finds it, 2,000 times of 2,000', async () => {
  const socket = await openSocket(h)
  const looks: Promise<number | null>[] = []
  await socket.join('pings')
  socket.ws.on('message', () => {
    const told = socket.received.at(-1)
    if (told?.event !== 'broadcast') return
    const look = h.db.query('select from public.pings where id = $1', [told.payload.payload.id])
    looks.push(look.then(({ rowCount }) => rowCount))
  })
  await writeOneByOne(ROWS)
  await until(() => looks.length === ROWS, 10_000)
  const found = await Promise.all(looks)
  expect(found.filter((count) => count !== 1)).toEqual([])
  socket.close()
}, 30_000)

it('an owner hears each of 2,000 rows that their policy shows them, in order of commit, and a stranger none', async () => {
  await h.db.query('truncate public.pings')
  const [owner, stranger] = [await openSocket(h), await openSocket(h)]
  for (const [socket, n] of [
    [owner, 1],
    [stranger, 2],
  ] as const) {
    const token = await h.sign({ role: 'authenticated', sub: personId(n) })
    await socket.join(
      'rows',
      { postgres_changes: [{ event: 'INSERT', schema: 'public', table: 'pings' }] },
      token,
    )
    await socket.next(({ event, payload }) => event === 'system' && payload.status === 'ok')
  }
  await writeOneByOne(ROWS)
  await until(() => owner.received.length >= ROWS, 15_000)
  const ids: number[] = owner.received.map(({ payload }) => payload.data.record.id)
  expect(new Set(ids).size).toBe(ROWS)
  expect(ids).toHaveLength(ROWS)
  // a transaction takes its time a moment before its place in the log, so two that commit at once may show it the other way round
  const times = owner.received.map(({ payload }) => Date.parse(payload.data.commit_timestamp))
  const late = times.filter((time, i) => time < Math.max(...times.slice(0, i)) - 100)
  expect(late).toEqual([])
  expect(stranger.received).toEqual([])
  owner.close()
  stranger.close()
}, 30_000)

it('10,000 broadcasts of one transaction all arrive in order', async () => {
  const socket = await openSocket(h)
  await socket.join('burst')
  await h.db.query(
    `select realtime.send(jsonb_build_object('id', n), 'n', 'burst', false) from generate_series(1, 10000) n`,
  )
  await until(() => socket.received.length === 10_000, 10_000)
  expect(socket.received.every(({ payload }, i) => payload.payload.id === i + 1)).toBe(true)
  socket.close()
}, 20_000)

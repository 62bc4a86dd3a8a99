import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'
import { openSocket } from './raw-socket.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(`
    alter default privileges in schema public revoke all on tables from anon, authenticated;
    create table public.open (id int primary key, body text);
    grant select on public.open to anon;
    create table public.hidden (id int primary key, body text);
    grant select (body) on public.hidden to anon;
    create table public.elsewhere (id int primary key);
    grant select on public.elsewhere to anon;
    alter publication supabase_realtime add table public.open, public.hidden;`)
}, 30_000)
afterAll(() => h.stop())

const changes = (...requests: object[]) => ({ postgres_changes: requests })

it.each([
  [
    { event: '*', schema: 'public', table: 'elsewhere' },
    'Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [event: *, schema: public, table: elsewhere, filters: []]',
  ],
  [
    { event: '*', schema: 'public', table: 'open', filter: 'id=foo.1' },
    'Error parsing `filter` params: ["foo", "1"]',
  ],
  [{ event: '*' }, /^No subscription params provided\. Please provide at least a `schema` or `table`/],
  [
    { event: '*', schema: 'public', select: ['id'] },
    /^Column selection is not supported for wildcard subscriptions/,
  ],
  [
    { event: '*', schema: 'public', table: 'open', filter: 'nothing=eq.1' },
    /\[event: \*, schema: public, table: open, filters: \[\{"nothing", "eq", "1"\}\]\]\. Exception: ERROR P0001 \(raise_exception\) invalid column for filter nothing$/,
  ],
  [
    { event: '*', schema: 'public', table: 'open', filter: 'id=eq.many' },
    /invalid input syntax for type integer: "many"$/,
  ],
  [{ event: '*', schema: 'public', table: 'open', filter: 'body=match.(' }, /invalid regular expression/],
  [{ event: '*', schema: 'public', table: 'open', filter: 'id=is.seven' }, /invalid value for is filter/],
  [
    {
      event: '*',
      schema: 'public',
      table: 'open',
      filter: `id=in.(${Array.from({ length: 101 }, (_, i) => i)})`,
    },
    /too many values for `in` filter\. Maximum 100$/,
  ],
  [{ event: '*', schema: 'public', table: 'hidden', filter: 'id=eq.1' }, /invalid column for filter id$/],
  [{ event: '*', schema: 'public', table: 'hidden', select: ['id'] }, /invalid column for select id$/],
])('a client who asks for %j stays joined and is told why it hears nothing', async (request, text) => {
  const socket = await openSocket(h)
  expect((await socket.join('any', changes(request))).status).toBe('ok')
  const { payload } = await socket.next(({ event }) => event === 'system')
  expect(payload).toMatchObject({ extension: 'postgres_changes', status: 'error', channel: 'any' })
  if (typeof text === 'string') expect(payload.message).toBe(text)
  else expect(payload.message).toMatch(text)
  socket.close()
})

it('who asks to wait is answered when changes stand, or why they cannot', async () => {
  const socket = await openSocket(h)
  const options = { postgres_changes_options: { wait: true } }
  const answer = await socket.join('any', {
    ...options,
    ...changes({ event: '*', schema: 'public', table: 'open' }),
  })
  expect(answer.status).toBe('ok')
  await h.db.query(`insert into public.open values (41, 'at once')`)
  await socket.next(({ event }) => event === 'postgres_changes')
  const bad = await socket.join('bad', {
    ...options,
    ...changes({ event: '*', schema: 'public', table: 'elsewhere' }),
  })
  expect(bad.response.reason).toMatch(/^RealtimeDisabledForConfiguration: Unable to subscribe to changes/)
  socket.close()
})

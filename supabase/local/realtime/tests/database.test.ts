import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness, until } from './harness.ts'
import { admit, type Person, ROOMS, signIn, subscribed } from './people.ts'

let h: Harness
let ada: Person
beforeAll(async () => {
  h = await startHarness()
  await h.db.query(ROOMS)
  await admit(h, 'room:1', [1])
  await h.db.query(`
    create table public.notes (id int primary key, body text);
    create function public.tell() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.broadcast_changes('room:1', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
      return null;
    end $$;
    create trigger tell after insert or update or delete on public.notes for each row execute function public.tell();`)
  ada = await signIn(h, 1)
}, 30_000)
afterAll(async () => {
  await ada.leave()
  await h.stop()
})

/** What a member hears in the room while `act` runs. */
async function heardBy(person: Person, count: number, act: () => Promise<unknown>) {
  // biome-ignore lint/suspicious/noExplicitAny: broadcasts of every shape
  const heard: any[] = []
  const channel = person.client.channel('room:1', { config: { private: true } })
  channel.on('broadcast', { event: '*' }, (message) => heard.push(message))
  await subscribed(channel)
  await act()
  await until(() => heard.length >= count)
  await person.client.removeChannel(channel)
  return heard
}

it('a member hears the database, with the id of the row as meta.id and in the payload', async () => {
  const [message] = await heardBy(ada, 1, () =>
    h.db.query(`select realtime.send('{"a": 1}', 'note', 'room:1')`),
  )
  const { rows } = await h.db.query(`select id from realtime.messages where event = 'note'`)
  const { id } = rows[0]
  expect(message).toEqual({ type: 'broadcast', event: 'note', payload: { a: 1, id }, meta: { id } })
})

it('a payload that has an id of its own keeps it', async () => {
  const [message] = await heardBy(ada, 1, () =>
    h.db.query(`select realtime.send('{"id": 7}', 'note', 'room:1')`),
  )
  expect(message.payload).toEqual({ id: 7 })
  expect(message.meta.id).not.toBe(7)
})

it('a member hears bytes from the database', async () => {
  const [message] = await heardBy(ada, 1, () =>
    h.db.query(`select realtime.send_binary('\\x00ff10', 'bytes', 'room:1')`),
  )
  expect([...new Uint8Array(message.payload)]).toEqual([0, 255, 16])
  expect(message.meta.id).toMatch(/^[0-9a-f-]{36}$/)
})

it('a member hears each change of a table that tells of its changes', async () => {
  const heard = await heardBy(ada, 3, async () => {
    await h.db.query(`insert into public.notes values (1, 'a')`)
    await h.db.query(`update public.notes set body = 'b'`)
    await h.db.query('delete from public.notes')
  })
  expect(heard.map(({ event, payload }) => [event, payload.record, payload.old_record])).toEqual([
    ['INSERT', { id: 1, body: 'a' }, null],
    ['UPDATE', { id: 1, body: 'b' }, { id: 1, body: 'a' }],
    ['DELETE', null, { id: 1, body: 'b' }],
  ])
  expect(heard[0].payload).toMatchObject({ operation: 'INSERT', table: 'notes', schema: 'public' })
})

it('nobody hears what was rolled back, and what one transaction says arrives in its order', async () => {
  const heard = await heardBy(ada, 200, async () => {
    await h.db.query(`begin; select realtime.send('{}', 'undone', 'room:1'); rollback`)
    await h.db.query(
      `select realtime.send(jsonb_build_object('id', n), 'count', 'room:1') from generate_series(1, 200) n`,
    )
  })
  expect(heard.map(({ payload }) => payload.id)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
})

it('a person without the right to insert loses the broadcast to a warning, while their transaction succeeds', async () => {
  const client = await h.db.connect()
  const warnings: string[] = []
  client.on('notice', (notice) => warnings.push(notice.message ?? ''))
  await client.query(`begin; set local role authenticated`)
  await client.query(`select realtime.send('{}', 'sneaked', 'room:2')`)
  await client.query('commit')
  client.release()
  expect(warnings[0]).toMatch(/^WarnSendingBroadcastMessage: new row violates row-level security policy/)
  const { rowCount } = await h.db.query(`select from realtime.messages where event = 'sneaked'`)
  expect(rowCount).toBe(0)
})

it('the schema can be set up again, and keeps partitions from yesterday to three days ahead', async () => {
  await h.db.query(`create table realtime.messages_2020_01_01 partition of realtime.messages
    for values from ('2020-01-01') to ('2020-01-02')`)
  const schema = await readFile(new URL('../schema.sql', import.meta.url), 'utf8')
  await h.db.query(schema)
  await h.db.query('select local_realtime.maintain_partitions()')
  const { rows } = await h.db.query(`
    select to_date(right(c.relname, 10), 'YYYY_MM_DD') - current_date as day from pg_inherits i
    join pg_class c on c.oid = i.inhrelid where i.inhparent = 'realtime.messages'::regclass order by 1`)
  expect(rows.map(({ day }) => day)).toEqual([-1, 0, 1, 2, 3])
})

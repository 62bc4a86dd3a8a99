import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../check/step.ts'
import { migrate } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

const people = 3000
const kills = 8
let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let sql: pg.Client

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: asPostgres(postgres.url) })
  // a killed backend is what this is about
  client.on('error', () => {})
  await client.connect()
  return client
}

beforeAll(async () => {
  postgres = await startScratchPostgres(serviceSchemas())
  await migrate(postgres.url, join(root, 'supabase/migrations'))
  sql = await connect()
  await sql.query(
    `insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
     select gen_random_uuid(), 'person' || n || '@example.com', now(), '{"name": "Person"}' from generate_series(1, $1::int) n`,
    [people],
  )
  await sql.query('update private.settings set announcement_page = 50, announcement_people_per_s = 4000')
})
afterAll(async () => {
  await sql?.end()
  await postgres?.stop()
})

async function announce(): Promise<string> {
  const { rows } = await sql.query(
    `insert into public.announcements (event_type, words, state, started_at, scheduled_for)
     values ('announcement.news', '{"en": {"title": "New hours", "body": "Open until nine."}}', 'sending', now(), now()) returning id`,
  )
  return rows[0].id
}

/** The very command that pg_cron runs, on a connection of its own. */
async function runJob(): Promise<{ client: pg.Client; pid: number; ended: Promise<boolean> }> {
  const client = await connect()
  const { rows } = await client.query(
    `select pg_backend_pid() as pid, (select command from cron.job where jobname = 'orderline-announcements') as command`,
  )
  const ended = client.query(rows[0].command).then(
    () => true,
    () => false,
  )
  return { client, pid: rows[0].pid, ended }
}

const told = async (id: string) => {
  const { rows } = await sql.query(
    `select count(*)::int as notifications, count(distinct n.user_id)::int as people from public.notifications n
     where n.subject_type = 'announcement' and n.subject_id = $1`,
    [id],
  )
  return rows[0]
}

test('an expansion that is killed again and again tells everybody once', async () => {
  const id = await announce()
  let killed = 0
  while (killed < kills) {
    const { client, pid, ended } = await runJob()
    await pause(60 + Math.random() * 60)
    await sql.query('select pg_terminate_backend($1)', [pid])
    if (!(await ended)) killed += 1
    await client.end().catch(() => {})
    if ((await told(id)).people === people) break
  }
  expect(killed).toBeGreaterThan(2)
  const last = await runJob()
  expect(await last.ended).toBe(true)
  await last.client.end()
  expect(await told(id)).toEqual({ notifications: people, people })
  const { rows } = await sql.query(
    `select state, finished_at is not null as is_over from public.announcements where id = $1`,
    [id],
  )
  expect(rows).toEqual([{ state: 'done', is_over: true }])
})

test('of two that expand at once one waits its turn, and nobody is told twice', async () => {
  const id = await announce()
  const [one, two] = await Promise.all([runJob(), runJob()])
  expect(await Promise.all([one.ended, two.ended])).toEqual([true, true])
  await Promise.all([one.client.end(), two.client.end()])
  const rest = await runJob()
  await rest.ended
  await rest.client.end()
  expect(await told(id)).toEqual({ notifications: people, people })
})

test('one that is cancelled on its way ends within a page, and everything that waited is stopped', async () => {
  const id = await announce()
  const { client, ended } = await runJob()
  await pause(150)
  // by hand, as an admin does it in the dashboard
  await sql.query(`update public.announcements set state = 'cancelled' where id = $1`, [id])
  const atCancel = await told(id)
  await ended
  await client.end()
  expect((await told(id)).people).toBe(atCancel.people)
  expect(atCancel.people).toBeLessThan(people)
  const rest = await runJob()
  await rest.ended
  await rest.client.end()
  const { rows } = await sql.query(
    `select distinct d.state, d.last_code in ('announcement_cancelled', 'no_consent', 'no_target') as is_said
     from private.deliveries d join public.notifications n on n.id = d.notification_id where n.subject_id = $1`,
    [id],
  )
  expect(rows).toEqual([{ state: 'suppressed', is_said: true }])
})

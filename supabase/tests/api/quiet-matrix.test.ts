import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quietUntilReference } from './quiet-reference.ts'

// every category × channel × priority × the hours that matter of two days on which the clocks are moved, told for real and held against what was chosen
let sql: pg.Client
const ada = crypto.randomUUID()
const outward = ['web_push', 'sms', 'email'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const
// about both ends of the night, about the clocks' move, and noon
const hours = [0, 1, 2, 5, 6, 7, 12, 20, 21, 22, 23]
const night = { zone: 'Europe/London', starts: 22 * 60, ends: 7 * 60, weekdays: [1, 2, 3, 4, 5, 6, 7] }

type Told = {
  category: string
  is_critical: boolean
  is_opt_in: boolean
  priority: (typeof priorities)[number]
  due_at: Date
  channel: (typeof outward)[number]
  state: string
  last_code: string | null
  next_attempt_at: Date
  outlives: boolean
  in_inbox: boolean
}

beforeAll(async () => {
  sql = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await sql.connect()
  await sql.query('begin')
  await sql.query(`insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())`, [
    ada,
    `${ada}@matrix.example`,
  ])
  await sql.query(`update public.profiles set time_zone = $2 where id = $1`, [ada, night.zone])
  await sql.query(`insert into public.quiet_hours (user_id, starts, ends) values ($1, '22:00', '07:00')`, [
    ada,
  ])
  await sql.query(
    `insert into public.phones (user_id, e164, verified_at) values ($1, '+447700900733', now())`,
    [ada],
  )
  await sql.query(
    `insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth)
     values ($1::uuid, gen_random_uuid(), 'https://push.example/' || $1::uuid, 'key', 'secret')`,
    [ada],
  )
})
afterAll(async () => {
  await sql?.query('rollback')
  await sql?.end()
})

/** Tells one thing of each category at each hour of that day in each priority; what came of it on each channel. */
async function tellAll(day: string): Promise<Told[]> {
  const { rows } = await sql.query<Told>(
    `with events as (
       -- news that is gathered waits for its window too: that has tests of its own
       select distinct on (e.category) e.key, e.category from public.event_types e where e.digest_window is null
       order by e.category, cardinality(e.channels) desc, e.key
     ), told as materialized (
       select e.category, p.priority, h.due_at, public.notify($1, e.key, priority => p.priority, deliver_after => h.due_at,
         data => (select t.sample from public.event_types t where t.key = e.key)) as id
       from events e, unnest($3::public.notification_priority[]) p (priority),
         lateral (select $2::timestamptz + make_interval(hours => n, mins => 30) as due_at from unnest($4::int[]) n) h)
     select count(*) from told`,
    [ada, `${day}T00:00:00Z`, priorities, hours],
  )
  expect(rows.length).toBe(1)
  return (
    await sql.query<Told>(
      `select n.category, c.is_critical, c.is_opt_in, n.priority, n.deliver_after as due_at, d.channel, d.state, d.last_code, d.next_attempt_at,
         d.expires_at - d.next_attempt_at = n.expires_at - n.deliver_after as outlives, n.in_inbox
       from private.deliveries d join public.notifications n on n.id = d.notification_id
       join public.notification_categories c on c.key = n.category
       where n.user_id = $1 and n.deliver_after >= $2::timestamptz and d.fallback_of is null`,
      [ada, `${day}T00:00:00Z`],
    )
  ).rows
}

function expectAll(rows: Told[], isWanted: (row: Told) => boolean) {
  for (const row of rows) {
    const what = `${row.category} ${row.channel} ${row.priority} ${row.due_at.toISOString()}`
    const wanted = isWanted(row)
    expect([what, row.state, row.last_code]).toEqual([
      what,
      wanted ? 'pending' : 'suppressed',
      wanted ? null : 'no_consent',
    ])
    const free = row.priority === 'urgent' ? row.due_at : quietUntilReference(night, row.due_at)
    expect([what, row.next_attempt_at.toISOString()]).toEqual([what, free.toISOString()])
    // what is held is worth sending for as long as if it had not been
    expect([what, row.outlives]).toEqual([what, true])
  }
}

test('where Ada chose nothing: no SMS, no offers, all else, at each hour or at the end of the night', async () => {
  const rows = await tellAll('2027-03-28')
  expect(new Set(rows.map((row) => row.category)).size).toBeGreaterThan(12)
  expect(rows.length).toBeGreaterThan(1_000)
  expectAll(rows, ({ channel, is_opt_in }) => channel !== 'sms' && !is_opt_in)
  expect(rows.every((row) => row.in_inbox !== row.is_opt_in || row.category === 'reminder')).toBe(true)
}, 120_000)

test('where she turned every switch over: SMS and offers, and of the rest what is critical', async () => {
  await sql.query(
    `select private.choose($1, c.key, ch, not private.is_wanted($1, c.key, ch), 'app')
     from public.notification_categories c, unnest(enum_range(null::public.notification_channel)) ch`,
    [ada],
  )
  const rows = await tellAll('2027-10-31')
  expect(rows.length).toBeGreaterThan(1_000)
  expectAll(rows, ({ channel, is_opt_in, is_critical }) => channel === 'sms' || is_opt_in || is_critical)
}, 120_000)

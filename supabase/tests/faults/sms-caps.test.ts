import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { root } from '../../check/step.ts'
import { migrate } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

const workers = 24
let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let admin: pg.Client
let pool: pg.Pool
const [ada, bob] = [crypto.randomUUID(), crypto.randomUUID()]

beforeAll(async () => {
  // a database of its own: nobody but these workers claims there
  postgres = await startScratchPostgres(serviceSchemas())
  await migrate(postgres.url, join(root, 'supabase/migrations'))
  const connectionString = asPostgres(postgres.url)
  admin = new pg.Client({ connectionString })
  await admin.connect()
  pool = new pg.Pool({ connectionString, max: workers })
  for (const [id, e164] of [
    [ada, '+447700900711'],
    [bob, '+12025550171'],
  ]) {
    await admin.query('insert into auth.users (id, email) values ($1, $2)', [id, `${id}@caps.example`])
    await admin.query('insert into public.phones (user_id, e164, verified_at) values ($1, $2, now())', [
      id,
      e164,
    ])
    await admin.query(
      `insert into public.preferences (user_id, category, channel, is_enabled) values ($1, 'order', 'sms', true)`,
      [id],
    )
  }
})
afterAll(async () => {
  await pool?.end()
  await admin?.end()
  await postgres?.stop()
})
beforeEach(async () => {
  await admin.query('delete from private.sms_usage')
  await admin.query('update private.sms_limits set messages = null, amount = null')
})

const limit = (scope: string, period: string, column: 'messages' | 'amount', most: number) =>
  admin.query(`update private.sms_limits set ${column} = $3 where scope = $1 and period = $2`, [
    scope,
    period,
    most,
  ])

const take = async (person: string) =>
  (await pool.query<{ refused: string | null }>('select private.take_sms($1, 1) as refused', [person]))
    .rows[0]?.refused

async function usage(person: string | null): Promise<string[]> {
  const { rows } = await admin.query(
    `select concat_ws(' ', period, messages, trim_scale(amount)) as line from private.sms_usage
     where user_id is not distinct from $1 order by period`,
    [person],
  )
  return rows.map(({ line }) => line)
}

function tally(answers: unknown[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1
  return counts
}

test('Ada gets exactly as many SMS a day as her cap allows, though 24 workers take 240 at once', async () => {
  await limit('person', 'day', 'messages', 17)
  const answers = await Promise.all(Array.from({ length: 240 }, () => take(ada)))
  expect(tally(answers)).toEqual({ null: 17, cap_person_day: 223 })
  expect(await usage(ada)).toEqual(['day 17 0.935', 'month 17 0.935'])
  expect(await usage(null)).toEqual(['day 17 0.935', 'month 17 0.935'])
})

test('the budget is spent to the last message that fits and not one more, whoever is faster', async () => {
  // 0.055 for Ada, 0.013 for Bob: together more than fits
  await limit('project', 'day', 'amount', 1.5)
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => take(n % 2 ? ada : bob)))
  expect(tally(answers).cap_project).toBeGreaterThan(0)
  const { rows } = await admin.query(
    `select amount::float8 as spent, wanted::float8 as wanted from private.sms_usage where user_id is null and period = 'day'`,
  )
  expect(rows[0].spent).toBeLessThanOrEqual(1.5)
  expect(rows[0].spent).toBeGreaterThan(1.5 - 0.055)
  expect(rows[0].wanted).toBeGreaterThan(1.5)
})

test('a worker that dies before it commits has taken nothing', async () => {
  await limit('person', 'day', 'messages', 1)
  const worker = await pool.connect()
  await worker.query('begin')
  const { rows } = await worker.query('select private.take_sms($1, 1) as refused', [ada])
  const next = take(ada)
  await worker.query('rollback')
  worker.release()
  expect([rows[0].refused, await next]).toEqual([null, null])
  expect(await usage(ada)).toEqual(['day 1 0.055', 'month 1 0.055'])
})

test('workers that take for many people in any order, give back and settle at once, never wait for each other in a circle', async () => {
  const { rows } = await admin.query(
    `with told as (select public.notify(u, 'order.ready', dedupe_key => 'caps:' || u || n, data => '{"order": {"number": "A1"}}') as id
       from unnest($1::uuid[]) u, generate_series(1, 40) n)
     select 1 as id from told`,
    [[ada, bob]],
  )
  expect(rows.length).toBe(80)
  const { rows: deliveries } = await admin.query<{ id: string; user_id: string }>(
    `select id, user_id from private.deliveries where channel = 'sms' and user_id = any($1)`,
    [[ada, bob]],
  )
  const batches = Array.from({ length: workers }, (_, n) => deliveries.filter((_, at) => at % workers === n))
  await Promise.all(
    batches.map(async (batch, n) => {
      const worker = await pool.connect()
      try {
        await worker.query('begin')
        for (const { id, user_id } of n % 2 ? batch : batch.reverse())
          await worker.query('select private.take_sms($1, 1, $2)', [user_id, id])
        await worker.query('commit')
        await worker.query('begin')
        for (const { id } of batch)
          await worker.query(
            n % 3 ? 'select private.give_back_sms($1)' : `select private.settle_sms_price($1, -0.02, 'USD')`,
            [id],
          )
        await worker.query('commit')
      } finally {
        worker.release()
      }
    }),
  )
  const { rows: sums } = await admin.query(
    `select count(*) filter (where c.given_back_at is null)::int as messages, trim_scale(sum(c.charged))::text as amount
     from private.sms_charges c join private.deliveries d on d.id = c.delivery_id where d.user_id = any($1)`,
    [[ada, bob]],
  )
  expect(await usage(null)).toEqual([
    `day ${sums[0].messages} ${sums[0].amount}`,
    `month ${sums[0].messages} ${sums[0].amount}`,
  ])
  expect(sums[0].messages).toBeGreaterThan(0)
})

test('a flood for Ada is turned away without a lock, so that Bob’s SMS do not wait for it', async () => {
  await limit('person', 'day', 'messages', 1)
  await take(ada)
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    // a claim that takes long: whoever has to count waits for it
    await holder.query('select private.take_sms($1, 1)', [bob])
    expect(tally(await Promise.all(Array.from({ length: 500 }, () => take(ada))))).toEqual({
      cap_person_day: 500,
    })
    await holder.query('commit')
  } finally {
    holder.release()
  }
})

/** Tells this person so many things at once, as an attacker or a broken trigger would. */
const tell = (person: string, name: string, count: number) =>
  admin.query(
    `select public.notify($1, 'order.ready', dedupe_key => $2 || n, data => '{"order": {"number": "A1"}}') from generate_series(1, $3) n`,
    [person, `caps:${name}:`, count],
  )

/** What a worker does: claims until it is handed fewer than it asked for. */
async function drain(batch = 20): Promise<string[]> {
  const people: string[] = []
  for (;;) {
    const { rows } = await admin.query<{ user_id: string }>(
      `select user_id from public.claim_deliveries('sms', 'test', $1)`,
      [batch],
    )
    people.push(...rows.map((row) => row.user_id))
    if (rows.length < batch) return people
  }
}

test('Ada’s flood of 300 takes what her cap leaves, and Bob’s SMS behind it leave in the same drain', async () => {
  await admin.query(`delete from private.deliveries where channel = 'sms'`)
  await limit('person', 'day', 'messages', 5)
  await tell(ada, 'flood', 300)
  await tell(bob, 'behind', 3)
  const began = performance.now()
  const handed = await drain()
  const floodMs = performance.now() - began
  expect(tally(handed)).toEqual({ [ada]: 5, [bob]: 3 })
  const { rows } = await admin.query(
    `select state, last_code, count(*)::int as n from private.deliveries where user_id = $1 and channel = 'sms' group by 1, 2 order by 3`,
    [ada],
  )
  expect(rows).toEqual([
    { state: 'sending', last_code: null, n: 5 },
    { state: 'suppressed', last_code: 'cap_person_day', n: 295 },
  ])
  expect(floodMs, 'a claim looks past a flood for three seconds').toBeLessThan(3_000)
})

test('an SMS that the provider refuses is given back, one that it took is not, and one in doubt is not', async () => {
  await admin.query(`delete from private.deliveries where channel = 'sms'`)
  await tell(ada, 'ends', 3)
  const { rows } = await admin.query(
    `select id, lease_token from public.claim_deliveries('sms', 'test', 10) order by id`,
  )
  expect(await usage(ada)).toEqual(['day 3 0.165', 'month 3 0.165'])
  const [refused, accepted, doubtful] = rows
  await admin.query('select public.settle_deliveries($1)', [
    JSON.stringify([
      { ...refused, outcome: 'permanent', provider: 'twilio', code: '21408' },
      { ...accepted, outcome: 'accepted', provider: 'twilio', provider_message_id: `SM${accepted.id}` },
      { ...doubtful, outcome: 'ambiguous', provider: 'twilio' },
    ]),
  ])
  expect(await usage(ada)).toEqual(['day 2 0.11', 'month 2 0.11'])
})

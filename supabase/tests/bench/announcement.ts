import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

type Figure = { ours: number; unit: string; goal?: number; [more: string]: unknown }
type Bench = { url: string; log: (line: string) => void; people?: number }

const urgentSamples = 400

/**
 * An announcement to 100,000 people: how fast it becomes rows, what it costs somebody who is told something urgent meanwhile,
 * and whether the backend that expands it grows. `url` is the superuser's of a scratch Postgres with every migration.
 */
export async function announcementBench({
  url,
  log,
  people = 100_000,
}: Bench): Promise<Record<string, Figure>> {
  const open: pg.Client[] = []
  const connect = async () => {
    const client = new pg.Client({ connectionString: asPostgres(url) })
    await client.connect()
    open.push(client)
    return client
  }
  try {
    const sql = await connect()
    await populate(sql, people)
    log(`${people} people, a tenth with a phone, a fifth with a browser that takes pushes`)
    const ada = await urgentPerson(sql)

    const claimer = new Claimer(await connect())
    const worker = new Claimer(await connect())
    const idle = await urgentLatencies(sql, claimer, [claimer, worker], ada, () => true)
    log(`idle: urgent notify to claim p50 ${at(idle, 0.5)} ms, p99 ${at(idle, 0.99)} ms`)

    const expander = await connect()
    const before = await sql.query('select count(*)::int as n from private.deliveries')
    await sql.query(
      `insert into public.announcements (event_type, words, state, started_at, scheduled_for, priority)
       values ('announcement.news', '{"en": {"title": "New hours", "body": "From Monday we are open until nine."}}', 'sending', now(), now(), 'high')`,
    )
    let isExpanding = true
    const expansion = expand(expander).finally(() => {
      isExpanding = false
    })
    const drain = worker.drainWhile(() => isExpanding)
    const busy = await urgentLatencies(sql, claimer, [claimer, worker], ada, () => isExpanding)
    const { seconds, cpuSeconds, memoryKb } = await expansion
    await drain
    // before and after: what else runs on the machine weighs on both
    idle.push(...(await urgentLatencies(sql, claimer, [claimer, worker], ada, () => true)))

    const told = await sql.query(
      `select count(*)::int as n, count(distinct user_id)::int as people from public.notifications where subject_type = 'announcement'`,
    )
    const made = await sql.query('select count(*)::int as n from private.deliveries')
    if (told.rows[0].n !== told.rows[0].people || told.rows[0].n < people)
      throw new Error(`told ${told.rows[0].n} rows to ${told.rows[0].people} of ${people} people`)
    const began = performance.now()
    await asStaff(sql, `select public.announcement_progress((select id from public.announcements limit 1))`)
    const progressMs = performance.now() - began
    const previewBegan = performance.now()
    await asStaff(sql, `select public.preview_audience('{"kind": "all"}')`)
    const previewMs = performance.now() - previewBegan

    const rate = told.rows[0].n / seconds
    const rows = (made.rows[0].n - before.rows[0].n + told.rows[0].n) / seconds
    const ratio = at(busy, 0.99) / at(idle, 0.99)
    log(
      `${told.rows[0].n} people told in ${seconds.toFixed(1)} s: ${Math.round(rate)} people/s, ${Math.round(rows)} rows/s, ${cpuSeconds.toFixed(1)} s of a core`,
    )
    log(`meanwhile: urgent p50 ${at(busy, 0.5)} ms, p99 ${at(busy, 0.99)} ms, ${busy.length} samples`)
    log(`progress ${progressMs.toFixed(0)} ms, preview ${previewMs.toFixed(0)} ms`)
    if (memoryKb.length > 0)
      log(`memory of the expander: ${memoryKb.map((kb) => (kb / 1024).toFixed(1)).join(' ')} MiB`)
    return {
      announcement_people_per_s: {
        ours: Math.round(rate),
        goal: 5000,
        unit: 'people/s',
        // what it would be with a core to itself
        ...(cpuSeconds > 0 && { per_cpu_second: Math.round(told.rows[0].n / cpuSeconds) }),
      },
      announcement_rows_per_s: { ours: Math.round(rows), unit: 'rows/s' },
      announcement_urgent_p99: {
        ours: at(busy, 0.99),
        idle: at(idle, 0.99),
        ratio: round(ratio),
        goal: round(at(idle, 0.99) * 1.2 + 5),
        p50: at(busy, 0.5),
        idle_p50: at(idle, 0.5),
        samples: busy.length,
        unit: 'ms',
      },
      announcement_memory_growth: { ours: growth(memoryKb), goal: 1.1, unit: 'last / first tenth' },
      announcement_progress: { ours: round(progressMs), unit: 'ms' },
      announcement_preview: { ours: round(previewMs), unit: 'ms' },
    }
  } finally {
    await Promise.all(open.map((client) => client.end()))
  }
}

const round = (value: number) => Math.round(value * 100) / 100
function at(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
const growth = (kb: number[]) => round((kb.at(-1) ?? 1) / (kb[1] ?? kb.at(-1) ?? 1))

export async function populate(sql: pg.Client, people: number) {
  // ids as a real sign-up has them: random, so that pages of people are spread over the indexes
  await sql.query(
    `insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
     select gen_random_uuid(), 'bench' || n || '@example.com', now(), jsonb_build_object('name', 'Person ' || n) from generate_series(1, $1::int) n`,
    [people],
  )
  await sql.query(`
    with numbered as (select p.id, row_number() over (order by p.id) as n from public.profiles p)
    update public.profiles p set locale = (array['en', 'en', 'es', 'ar', 'en-GB'])[1 + n.n % 5] from numbered n where n.id = p.id;
    insert into public.phones (user_id, e164, verified_at)
    select p.id, '+4477' || lpad((row_number() over ())::text, 8, '0'), now() from (select id from public.profiles order by id limit ${people / 10}) p;
    insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth)
    select p.id, gen_random_uuid(), 'https://push.example/' || p.id, 'key', 'auth'
    from (select id from public.profiles order by id desc limit ${people / 5}) p;
    insert into public.preferences (user_id, category, channel, is_enabled)
    select p.id, 'announcement', 'sms', true from (select id from public.profiles order by id limit ${people / 20}) p;
    insert into public.preferences (user_id, category, channel, is_enabled)
    select p.id, 'announcement', 'web_push', false from (select id from public.profiles order by id desc limit ${people / 20}) p;`)
  await sql.query('vacuum analyze')
}

async function urgentPerson(sql: pg.Client): Promise<string> {
  const { rows } = await sql.query(
    `insert into auth.users (id, email, raw_user_meta_data) values (gen_random_uuid(), 'urgent@example.com', '{"name": "Ada"}') returning id`,
  )
  await sql.query(
    `insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values ($1, gen_random_uuid(), 'https://push.example/urgent', 'key', 'auth')`,
    [rows[0].id],
  )
  return rows[0].id
}

/** A worker of the push channel with a provider that answers at once. */
class Claimer {
  readonly claimedAt = new Map<string, number>()
  private readonly sql: pg.Client
  constructor(sql: pg.Client) {
    this.sql = sql
  }
  async claim(batch: number): Promise<number> {
    const { rows } = await this.sql.query(`select * from public.claim_deliveries('web_push', 'bench', $1)`, [
      batch,
    ])
    const now = performance.now()
    for (const row of rows) this.claimedAt.set(row.notification_id, now)
    if (rows.length > 0) {
      const results = rows.map(({ id, lease_token }) => ({
        id,
        lease_token,
        outcome: 'accepted',
        provider: 'web_push',
      }))
      await this.sql.query('select public.settle_deliveries($1)', [JSON.stringify(results)])
    }
    return rows.length
  }
  async drainWhile(holds: () => boolean) {
    while (holds()) {
      await this.claim(50)
      // what a push service takes to answer a batch
      await pause(50)
    }
  }
}

async function urgentLatencies(
  sql: pg.Client,
  claimer: Claimer,
  claimers: Claimer[],
  user: string,
  holds: () => boolean,
): Promise<number[]> {
  const samples: number[] = []
  while (samples.length < urgentSamples && holds()) {
    const began = performance.now()
    const { rows } = await sql.query(
      `select public.notify($1, 'order.ready', priority => 'urgent', data => '{"order": {"number": "A7"}}') as id`,
      [user],
    )
    const seen = () =>
      claimers.map((one) => one.claimedAt.get(rows[0].id)).find((value) => value !== undefined)
    for (let tries = 0; seen() === undefined; tries++) {
      if (tries > 100) throw new Error('an urgent delivery was never claimed')
      await claimer.claim(10)
    }
    samples.push((seen() ?? 0) - began)
    await pause(20)
  }
  return samples
}

async function expand(sql: pg.Client): Promise<{ seconds: number; cpuSeconds: number; memoryKb: number[] }> {
  const { rows } = await sql.query('select pg_backend_pid() as pid')
  const { pid } = rows[0]
  const memoryKb: number[] = []
  const began = performance.now()
  const cpuBegan = ownCpuSeconds(pid)
  for (let page = 0; ; page++) {
    const answer = await sql.query('select private.expand_announcements() is not null as is_more')
    if (!answer.rows[0].is_more) break
    if (page % 20 === 0) memoryKb.push(...ownMemoryKb(pid))
  }
  return {
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: ownCpuSeconds(pid) - cpuBegan,
    memoryKb,
  }
}

/** Time a process has spent on a core, in steps of 10 ms; 0 where /proc is not there. */
function ownCpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

/** Memory of a backend that is its own, without the shared buffers; nothing where /proc is not there. */
function ownMemoryKb(pid: number): number[] {
  try {
    const found = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? [Number(found[1])] : []
  } catch {
    return []
  }
}

async function asStaff(sql: pg.Client, query: string) {
  await sql.query('begin')
  await sql.query(
    `update public.profiles set role = 'staff' where id = (select id from auth.users where email = 'urgent@example.com')`,
  )
  await sql.query(
    `select set_config('request.jwt.claims', jsonb_build_object('sub', (select id from auth.users where email = 'urgent@example.com'))::text, true)`,
  )
  await sql.query(query)
  await sql.query('rollback')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const postgres = await startScratchPostgres(serviceSchemas())
  try {
    await migrate(
      postgres.url,
      join(fileURLToPath(new URL('../../..', import.meta.url)), 'supabase/migrations'),
    )
    const people = Number(process.argv[2] ?? 100_000)
    const figures = await announcementBench({ url: postgres.url, log: console.log, people })
    console.log(JSON.stringify(figures, null, 2))
  } finally {
    await postgres.stop()
  }
}

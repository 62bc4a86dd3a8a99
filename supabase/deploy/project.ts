import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { dumpSchema } from '../check/schema-dump.ts'
import { root } from '../check/step.ts'
import { type Finding, finding } from '../send/check-config.ts'
import type { Target } from '../send/target.ts'

/** What the database of a project must have, asked in one connection that only reads. */
export async function checkProject(target: Target): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: target.databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`set default_transaction_read_only = on; set search_path = ''`)
    const findings: Finding[] = []
    for (const look of [migrations, schema, extensions, jobs, knocks, buckets, providers, calls, people])
      findings.push(await look(client, target))
    return findings
  } catch (cause) {
    return [finding('Database', false, cause instanceof Error ? cause.message : String(cause))]
  } finally {
    await client.end().catch(() => {})
  }
}

const some = (names: string[], most = 5) =>
  names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '')

async function migrations(client: pg.Client): Promise<Finding> {
  const own = readdirSync(join(root, 'supabase/migrations')).map((file) => file.split('_')[0] ?? '')
  const { rows } = await client.query<{ version: string }>(
    'select version from supabase_migrations.schema_migrations',
  )
  const applied = new Set(rows.map(({ version }) => version))
  const open = own.filter((version) => !applied.has(version))
  return finding(
    'Migrations',
    open.length === 0,
    open.length === 0 ? `${own.length} applied` : `not applied: ${some(open)}; npx supabase db push`,
  )
}

/** A schema dump by what each of its statements makes: "policy …", "function …", "table …". */
function objects(dump: string): Map<string, string> {
  const named = new Map<string, string>()
  for (const text of dump.split(/\n\n(?=-- |create |CREATE |select cron|grant )/)) {
    const [, kind = '', name = ''] =
      /^(?:create(?: or replace)?|select) (?:unique )?([a-z.]+)(?:\(|\s+)("[^"]+"|'[^']+'|[^\s(;,]+)/i.exec(
        text,
      ) ?? []
    // a function is one per list of arguments
    const key = kind.toLowerCase() === 'function' ? /^[^)]*\)/.exec(text)?.[0] : `${kind} ${name}`
    if (kind) named.set((key ?? name).replace(/^create or replace /i, '').toLowerCase(), text)
  }
  return named
}

async function schema(client: pg.Client): Promise<Finding> {
  const wanted = objects(readFileSync(join(root, 'supabase/schema.sql'), 'utf8'))
  const there = objects(await dumpSchema(client))
  const missing = [...wanted.keys()].filter((key) => !there.has(key)).map((key) => `${key} is missing`)
  const other = [...wanted]
    .filter(([key, text]) => there.has(key) && there.get(key) !== text)
    .map(([key]) => `${key} differs`)
  const added = [...there.keys()].filter((key) => !wanted.has(key)).map((key) => `${key} is not ours`)
  const faults = [...missing, ...other, ...added]
  return finding(
    'Tables, policies, grants, functions',
    faults.length === 0,
    faults.length === 0 ? `${wanted.size} as in supabase/schema.sql` : some(faults, 3),
  )
}

async function extensions(client: pg.Client): Promise<Finding> {
  const wanted = ['pg_cron', 'pg_net', 'supabase_vault']
  const { rows } = await client.query<{ extname: string }>('select extname from pg_extension')
  const missing = wanted.filter((name) => !rows.some(({ extname }) => extname === name))
  const list = missing.length === 0 ? wanted.join(', ') : `missing: ${missing.join(', ')}`
  return finding('Extensions', missing.length === 0, list)
}

async function jobs(client: pg.Client): Promise<Finding> {
  const wanted = readFileSync(join(root, 'supabase/schema.sql'), 'utf8').matchAll(
    /^select cron\.schedule\('([^']+)'/gm,
  )
  const { rows } = await client.query<{ jobname: string; failed: string | null; is_late: boolean }>(
    `select j.jobname, j.schedule ~ 'second' and not exists (
        select from cron.job_run_details d where d.jobid = j.jobid and d.start_time > now() - interval '2 minutes') as is_late,
      (select d.return_message from cron.job_run_details d where d.jobid = j.jobid and d.status = 'failed'
        and d.start_time > now() - interval '10 minutes' order by d.start_time desc limit 1) as failed
    from cron.job j where j.active`,
  )
  const faults = [...wanted].flatMap(([, name = '']) => {
    const job = rows.find(({ jobname }) => jobname === name)
    if (!job) return [`${name} is not scheduled`]
    if (job.is_late) return [`${name} has not run for two minutes`]
    return job.failed ? [`${name} failed: ${job.failed.split('\n')[0]}`] : []
  })
  return finding(
    'Scheduled jobs run',
    faults.length === 0,
    faults.length === 0 ? `${rows.length} active` : some(faults, 3),
  )
}

async function knocks(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ good: number; bad: number; last: string | null }>(
    `select count(*) filter (where status_code between 200 and 299)::int as good,
      count(*) filter (where status_code is null or status_code not between 200 and 299)::int as bad,
      (array_agg(coalesce(error_msg, 'HTTP ' || status_code) order by id desc) filter (where status_code is null or status_code not between 200 and 299))[1] as last
    from net._http_response where created > now() - interval '10 minutes'`,
  )
  const { good = 0, bad = 0, last } = rows[0] ?? {}
  if (good + bad === 0)
    return { what: 'Knocks', state: 'unset', detail: 'none in ten minutes: nothing was sent yet' }
  // a function that is deployed anew refuses a few; the sweep comes again
  return finding(
    'Knocks',
    bad <= good / 10,
    bad === 0 ? `${good} answered` : `${bad} of ${good + bad} refused: ${last}`,
  )
}

async function buckets(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<{ id: string; public: boolean }>(
    'select id, public from storage.buckets',
  )
  const faults = Object.entries({ attachments: false, avatars: true, receipts: false }).flatMap(
    ([id, isPublic]) => {
      const bucket = rows.find((row) => row.id === id)
      if (!bucket) return [`${id} is missing`]
      return bucket.public === isPublic ? [] : [`${id} is ${bucket.public ? '' : 'not '}public`]
    },
  )
  return finding('Buckets', faults.length === 0, faults.join(', ') || 'attachments, avatars, receipts')
}

/** A provider that is on and has no key takes deliveries and fails them. */
async function providers(client: pg.Client, { env }: Target): Promise<Finding> {
  const keys: Record<string, string> = {
    twilio: 'TWILIO_AUTH_TOKEN',
    vonage: 'VONAGE_API_SECRET',
    resend: 'RESEND_API_KEY',
    sendgrid: 'SENDGRID_API_KEY',
    web_push: 'VAPID_PRIVATE_KEY',
  }
  const { rows } = await client.query<{ name: string }>(
    'select name from private.providers where is_enabled order by channel, position',
  )
  const without = rows.map(({ name }) => name).filter((name) => !env[keys[name] ?? ''])
  return finding(
    'Providers that are on',
    without.length === 0,
    without.length === 0
      ? rows.map(({ name }) => name).join(', ')
      : `without a key: ${without.map((name) => `${name} (${keys[name]})`).join(', ')}`,
  )
}

/** Everybody can read the password of the people of seed.sql. */
async function calls(client: pg.Client, { env }: Target): Promise<Finding> {
  const { rows } = await client.query<{ is_on: boolean; waiting: number }>(
    `select (select video_calls from private.settings) as is_on,
      (select count(*)::int from private.call_closings where attempts > 5) as waiting`,
  )
  const { is_on = false, waiting = 0 } = rows[0] ?? {}
  if (!is_on) return { what: 'Video calls', state: 'unset', detail: 'off (private.settings.video_calls)' }
  const missing = ['TWILIO_API_KEY_SID', 'TWILIO_API_KEY_SECRET'].filter((name) => !env[name])
  const fault =
    missing.length > 0
      ? `on, but without ${missing.join(' and ')} nobody gets into one`
      : waiting > 0 && `${waiting} rooms cannot be ended: private.call_closings.last_error says why`
  return finding('Video calls', !fault, fault || 'on, and their key is set')
}

async function people(client: pg.Client, { isLocal }: Target): Promise<Finding> {
  const seeded = ['ada@example.com', 'sam@example.com', 'grace@example.com']
  const { rows } = await client.query<{ email: string }>(
    'select email from auth.users where email = any ($1)',
    [seeded],
  )
  const names = rows.map(({ email }) => email).join(', ')
  if (isLocal) return finding('People of the demo', true, names || 'none')
  return finding(
    'People of the demo',
    rows.length === 0,
    names ? `${names}: their password is public` : 'none',
  )
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
let sql: pg.Client
beforeAll(async () => {
  sql = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await sql.connect()
})
afterAll(() => sql.end())

type Finding = { what: string; state: 'good' | 'bad' | 'unset'; detail: string }

/** What the command says of the stack of these tests, as an operator types it. */
function check(): Promise<{ code: number; findings: Finding[]; bad: string[] }> {
  const { PATH, HOME, ORDERLINE_STATE } = process.env
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(root, 'supabase/local/run.mjs'), 'deploy:check', '--json'],
      { cwd: root, env: { PATH, HOME, ORDERLINE_STATE } },
      (error, stdout, stderr) => {
        try {
          const findings = JSON.parse(stdout) as Finding[]
          const bad = findings.filter(({ state }) => state === 'bad').map(({ what }) => what)
          resolve({ code: Number(error?.code ?? 0), findings, bad })
        } catch {
          reject(new Error(stderr || stdout))
        }
      },
    )
  })
}

/** What, how it is taken away, how it is given back, what the operator reads. */
const things: [string, string, string, RegExp][] = [
  [
    'Tables, policies, grants, functions',
    'drop policy "people change their own profile" on public.profiles',
    'create policy "people change their own profile" on public.profiles for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()))',
    /public\.profiles differs/,
  ],
  [
    'Scheduled jobs run',
    `select cron.alter_job(jobid, active := false) from cron.job where jobname = 'orderline-sweep'`,
    `select cron.alter_job(jobid, active := true) from cron.job where jobname = 'orderline-sweep'`,
    /orderline-sweep is not scheduled/,
  ],
  [
    'Buckets',
    `update storage.buckets set public = true where id = 'receipts'`,
    `update storage.buckets set public = false where id = 'receipts'`,
    /receipts is public/,
  ],
  [
    'Migrations',
    `update supabase_migrations.schema_migrations set version = 'x' || version where version = '20261121091001'`,
    `update supabase_migrations.schema_migrations set version = substr(version, 2) where version like 'x%'`,
    /not applied: 20261121091001/,
  ],
  [
    'Vault: webhook_secret',
    `select vault.update_secret(id, new_name => 'hidden') from vault.secrets where name = 'webhook_secret'`,
    `select vault.update_secret(id, new_name => 'webhook_secret') from vault.secrets where name = 'hidden'`,
    /missing/,
  ],
]

test('an operator asks whether a project has all it needs, and the stack that runs here does', async () => {
  const { code, findings, bad } = await check()
  expect(bad, JSON.stringify(findings.filter(({ state }) => state === 'bad'))).toEqual([])
  expect(code).toBe(0)
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['Extensions', 'Knocks', 'App: unknown paths', 'Realtime']),
  )
}, 240_000)

test('an operator who took one policy away is told of that one and of nothing else', async () => {
  await isToldOf(things.slice(0, 1))
}, 240_000)

test('an operator who forgot several things is told of each of them, and of nothing else', async () => {
  await isToldOf(things.slice(1))
}, 240_000)

async function isToldOf(taken: typeof things) {
  for (const [, take] of taken) await sql.query(take)
  try {
    const { code, findings, bad } = await check()
    // the sweep is asked for twice: it is one of the jobs, and sending stands on it
    const known = bad.filter((what) => what !== 'Scheduled jobs')
    expect(known.sort()).toEqual(taken.map(([what]) => what).sort())
    for (const [what, , , why] of taken)
      expect(findings.find((one) => one.what === what)?.detail).toMatch(why)
    expect(code).toBe(1)
  } finally {
    for (const [, , give] of taken) await sql.query(give)
  }
}

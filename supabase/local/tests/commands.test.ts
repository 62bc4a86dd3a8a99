import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projectRoot } from '../config.ts'
import { removeState } from '../postgres/home.ts'
import { isAlive } from '../processes.ts'
import type { StackEnv } from '../state.ts'
import { descendantsOf } from './process-tree.ts'

// one stack through its whole life, by the commands people type; the tests build on each other
const folder = mkdtempSync(join(tmpdir(), "orderline's life "))
const stateDir = join(folder, '.orderline')
const environment = { ...process.env, ORDERLINE_STATE: stateDir, ORDERLINE_STACK: '', npm_execpath: '' }
const command = [join(projectRoot, 'supabase/local/run.mjs')]

let stack: ChildProcess
let output = ''
let env: StackEnv

async function start(): Promise<number> {
  const began = performance.now()
  output = ''
  stack = spawn(process.execPath, [...command, 'stack'], { cwd: folder, env: environment })
  stack.stdout?.on('data', (piece) => {
    output += piece
  })
  stack.stderr?.on('data', (piece) => {
    output += piece
  })
  await vi.waitFor(() => expect(output).toContain('Ready in'), { timeout: 30_000, interval: 20 })
  return (performance.now() - began) / 1000
}

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

async function query(sql: string) {
  const client = new pg.Client({ connectionString: env.SUPABASE_DB_URL })
  await client.connect()
  return (await client.query(sql).finally(() => client.end())).rows
}

/** Everything the stack started, to be looked for after its end. */
const family = () => descendantsOf(stack.pid ?? 0)

const expectNobodyLeft = (pids: number[]) =>
  vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 8000, interval: 20 })

beforeAll(async () => {
  expect(await start()).toBeLessThan(15)
  env = JSON.parse(run('status', '-o', 'json').stdout)
}, 60_000)

afterAll(() => {
  stack.kill('SIGKILL')
  removeState(stateDir)
  rmSync(folder, { recursive: true, force: true })
})

test('the first line says which stack runs and why', () => {
  expect(output.split('\n')[0]).toMatch(/^Orderline on the embedded stack \(.+\)$/)
})

test('status prints what other programs need, as JSON and for a shell', () => {
  expect(Object.keys(env)).toEqual([
    'SUPABASE_URL',
    'SUPABASE_PUBLISHABLE_KEY',
    'SUPABASE_SECRET_KEY',
    'SUPABASE_DB_URL',
    'SANDBOX_URL',
    'APP_URL',
  ])
  const shell = run('status', '-o', 'env').stdout.trim().split('\n')
  expect(shell).toEqual(Object.entries(env).map(([name, value]) => `${name}="${value}"`))
})

test('somebody signs up and the database knows them', async () => {
  const response = await fetch(`${env.SUPABASE_URL}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'new@example.com', password: 'long enough', data: { name: 'New' } }),
  })
  expect(response.status).toBe(200)
  expect(await query(`select email from auth.users where email = 'new@example.com'`)).toHaveLength(1)
})

test('a knock from the database reaches a function through pg_net', async () => {
  const [call] = await query(`select net.http_post(
    (select decrypted_secret from vault.decrypted_secrets where name = 'functions_url') || '/send-sms',
    headers := jsonb_build_object('authorization', 'Bearer ' ||
      (select decrypted_secret from vault.decrypted_secrets where name = 'webhook_secret')),
    body := '{"type": "INSERT", "table": "deliveries", "schema": "private", "record": {"channel": "sms"}, "old_record": null}') as id`)
  await vi.waitFor(
    async () => {
      const [answer] = await query(
        `select status_code, error_msg, content from net._http_response where id = ${call.id}`,
      )
      expect(answer).toMatchObject({ status_code: 202, error_msg: null })
    },
    { timeout: 10_000, interval: 50 },
  )
})

test('a second start in the same folder says that it runs already and is content', () => {
  const second = run('stack')
  expect(second.status).toBe(0)
  expect(second.stdout).toContain(`process ${stack.pid}`)
  expect(second.stdout).toContain(env.SUPABASE_URL)
})

test('kill -9 leaves no process, and a restart at once has all the data', async () => {
  await query('create table public.kept as select generate_series(1, 100) n')
  const pids = family()
  expect(pids.length).toBeGreaterThanOrEqual(3)
  stack.kill('SIGKILL')
  await once(stack, 'exit')
  await start()
  await expectNobodyLeft(pids)
  const after: StackEnv = JSON.parse(run('status', '-o', 'json').stdout)
  expect({ ...after, SUPABASE_URL: '' }).toMatchObject({
    SUPABASE_PUBLISHABLE_KEY: env.SUPABASE_PUBLISHABLE_KEY,
  })
  env = after
  expect(await query('select count(*)::int as n from public.kept')).toEqual([{ n: 100 }])
}, 60_000)

test('Supabase in Docker is only started where Docker answers', () => {
  const asked = spawnSync(process.execPath, [...command, 'stack'], {
    env: {
      ...environment,
      ORDERLINE_STATE: join(folder, 'docker'),
      ORDERLINE_STACK: 'supabase',
      PATH: folder,
    },
    encoding: 'utf8',
  })
  expect(asked.status).toBe(1)
  expect(asked.stderr).toContain('ORDERLINE_STACK=supabase needs Docker')
})

test('the supabase CLI knows every key of config.toml', () => {
  const cli = join(projectRoot, 'node_modules/.bin/supabase')
  const { stdout, stderr } = spawnSync(cli, ['status'], {
    cwd: projectRoot,
    env: { ...process.env, HOME: folder, DO_NOT_TRACK: '1' },
    encoding: 'utf8',
  })
  expect(stdout + stderr).not.toBe('')
  expect(stdout + stderr).not.toMatch(/WARN|deprecated|failed to parse|invalid/i)
})

test('SIGTERM stops everything within a few seconds', async () => {
  const pids = family()
  const began = performance.now()
  stack.kill('SIGTERM')
  const [code] = await once(stack, 'exit')
  expect(code).toBe(0)
  expect(performance.now() - began).toBeLessThan(6000)
  await expectNobodyLeft(pids)
  const status = run('status')
  expect([status.status, status.stderr]).toEqual([1, expect.stringContaining('npm start')])
}, 30_000)

test('reset stops a stack that runs and leaves nothing behind', async () => {
  await start()
  const pids = family()
  expect(run('reset').status).toBe(0)
  expect(existsSync(stateDir)).toBe(false)
  await expectNobodyLeft(pids)
}, 60_000)

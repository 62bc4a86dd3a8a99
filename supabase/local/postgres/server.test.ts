import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { freePort } from '../ports.ts'
import { isAlive } from '../processes.ts'
import { childrenOf } from '../tests/process-tree.ts'
import { postgresHome, removeState } from './home.ts'
import { projectOverlay } from './overlay.ts'
import { type Postgres, startPostgres } from './server.ts'

const isRoot = process.getuid?.() === 0
const cleanUps: (() => unknown)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function folder(name = 'orderline-'): string {
  const made = mkdtempSync(join(tmpdir(), name))
  cleanUps.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function start(stateDir: string, log: (line: string) => void = () => {}): Promise<Postgres> {
  const postgres = await startPostgres({
    dataDir: join(postgresHome(stateDir), 'data'),
    overlayDir: projectOverlay(stateDir),
    port: await freePort(),
    log,
  })
  cleanUps.push(() => removeState(stateDir))
  cleanUps.push(() => postgres.stop())
  return postgres
}

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const result = await client.query(sql).finally(() => client.end())
  return result.rows
}

const count = async (url: string) => (await query(url, 'select count(*)::int as n from kept'))[0].n

/** A supervisor of its own: it starts Postgres on `stateDir`, says its url, and waits to be killed. */
async function supervisor(
  stateDir: string,
  asUser = 0,
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const program = fileURLToPath(new URL('./server.supervisor.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, stateDir, String(await freePort()), String(asUser)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  cleanUps.push(() => removeState(stateDir))
  cleanUps.push(() => child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  return { child, ...(JSON.parse(String(line)) as { url: string; pid: number }) }
}

test('Postgres is durable, speaks logical replication, and listens on this machine only', async () => {
  const postgres = await start(folder())
  const [settings] = await query(
    postgres.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('wal_level') as wal,
      current_setting('listen_addresses') as listen, current_setting('server_version') as version`,
  )
  expect(settings).toEqual({
    fsync: 'on',
    commit: 'on',
    wal: 'logical',
    listen: '127.0.0.1',
    version: expect.stringMatching(/^17\./),
  })
})

test('another account of this machine does not get in without the password', async () => {
  const stateDir = folder()
  const postgres = await start(stateDir)
  const url = new URL(postgres.url)
  url.password = 'postgres'
  await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  const passwordFile = join(postgresHome(stateDir), 'data.password')
  expect(statSync(passwordFile).mode & 0o077).toBe(0)
})

test('a path with spaces, quotes and umlauts is as good as any', async () => {
  const postgres = await start(join(folder("order line's größe "), 'a b', '.orderline'))
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('below a folder that others cannot enter, root keeps the data outside and reset still finds them', async () => {
  const closed = folder()
  chmodSync(closed, 0o700)
  const stateDir = join(closed, 'project', '.orderline')
  const postgres = await start(stateDir)
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
  const home = postgresHome(stateDir)
  expect(lstatSync(join(stateDir, 'postgres')).isSymbolicLink()).toBe(isRoot)
  expect(home.startsWith('/var/lib/orderline/')).toBe(isRoot)
  await postgres.stop()
  removeState(stateDir)
  expect(existsSync(home)).toBe(false)
  expect(existsSync(stateDir)).toBe(false)
})

test('an ordinary user runs it in a folder of their own, as themselves', async () => {
  // as root: the account daemon, number 1 everywhere; otherwise we are an ordinary user already
  const uid = isRoot ? 1 : (process.getuid?.() ?? 0)
  const home = folder()
  if (isRoot) {
    chmodSync(home, 0o700)
    chownSync(home, uid, uid)
  }
  const { url, pid } = await supervisor(join(home, '.orderline'), uid)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(statSync(join(home, '.orderline/postgres/data')).uid).toBe(uid)
  if (existsSync('/proc'))
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(new RegExp(`^Uid:\\s+${uid}\\s`, 'm'))
})

test('kill -9 of the supervisor ends Postgres, and the next start has every committed row', async () => {
  const stateDir = join(folder(), '.orderline')
  const { child, url, pid } = await supervisor(stateDir)
  await query(url, 'create table kept (n int)')
  await query(url, 'insert into kept select generate_series(1, 1000)')
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 20_000)
  const again = await start(stateDir)
  expect(await count(again.url)).toBe(1000)
})

test('kill -9 of supervisor and minder leaves an orphan, which the next start ends without losing a row', async () => {
  const stateDir = join(folder(), '.orderline')
  const { child, url, pid } = await supervisor(stateDir)
  await query(url, 'create table kept as select generate_series(1, 10) n')
  for (const minder of childrenOf(child.pid ?? 0)) {
    for (const shell of childrenOf(minder)) if (shell !== pid) process.kill(shell, 'SIGKILL')
    process.kill(minder, 'SIGKILL')
  }
  child.kill('SIGKILL')
  expect(isAlive(pid)).toBe(true)
  const said: string[] = []
  const again = await start(stateDir, (line) => said.push(line))
  expect(isAlive(pid)).toBe(false)
  expect(said.join()).toContain(String(pid))
  expect(await count(again.url)).toBe(10)
})

test('Postgres that is killed comes back by itself on the same port', async () => {
  const postgres = await start(folder())
  await query(postgres.url, 'create table kept as select 1 n')
  const before = postgres.pid
  process.kill(before, 'SIGKILL')
  await vi.waitFor(async () => expect(await count(postgres.url)).toBe(1), { timeout: 10_000, interval: 50 })
  expect(postgres.pid).not.toBe(before)
}, 15_000)

test('a postmaster.pid whose number is a stranger by now does not hold up the start', async () => {
  const stateDir = folder()
  const postgres = await start(stateDir)
  await postgres.stop()
  const file = join(postgresHome(stateDir), 'data/postmaster.pid')
  writeFileSync(file, `${process.pid}\n${realpathSync(stateDir)}\n1\n1\n\n\n\nready\n`)
  expect(await query((await start(stateDir)).url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a port that somebody else has is said with the words of Postgres', async () => {
  const first = await start(folder())
  const stateDir = folder()
  mkdirSync(stateDir, { recursive: true })
  await expect(
    startPostgres({
      dataDir: join(postgresHome(stateDir), 'data'),
      overlayDir: projectOverlay(stateDir),
      port: first.port,
      log: () => {},
    }),
  ).rejects.toThrow(/Postgres did not start on port \d+[\s\S]*in use/)
})

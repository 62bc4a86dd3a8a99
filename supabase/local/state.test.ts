import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { choosePorts, freePort, freePortFrom } from './ports.ts'
import { stackSecrets } from './secrets.ts'
import { announce, findRunning, holderOf, type Running, takeLock } from './state.ts'

let stateDir: string
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'orderline-state-'))
  return () => rmSync(stateDir, { recursive: true, force: true })
})

const url = 'http://127.0.0.1:1'
const running: Running = {
  pid: process.pid,
  stack: 'embedded',
  env: {
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: 'p',
    SUPABASE_SECRET_KEY: 's',
    SUPABASE_DB_URL: 'd',
    SANDBOX_URL: url,
    APP_URL: url,
  },
}

test('only one process has a state folder, until it lets go', async () => {
  const lock = takeLock(stateDir)
  expect(holderOf(stateDir)).toBe(process.pid)
  expect(takeLock(stateDir)).toBeUndefined()
  announce(stateDir, running)
  expect(await findRunning(stateDir)).toEqual(running)
  expect(statSync(join(stateDir, 'stack.json')).mode & 0o077).toBe(0)
  lock?.release()
  expect(await findRunning(stateDir)).toBeUndefined()
  takeLock(stateDir)?.release()
})

test('the lock of a process that was killed counts for nothing', async () => {
  const program = `const { takeLock } = await import(${JSON.stringify(new URL('./state.ts', import.meta.url).href)})
    console.log(Boolean(takeLock(${JSON.stringify(stateDir)}))); setInterval(() => {}, 1e6)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  expect(String(said).trim()).toBe('true')
  expect(takeLock(stateDir)).toBeUndefined()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(holderOf(stateDir)).toBeUndefined()
  expect(takeLock(stateDir)).toBeDefined()
})

test('a process that got the number of a dead holder is not taken for it', () => {
  writeFileSync(join(stateDir, 'lock'), JSON.stringify({ pid: process.pid, start: 'long ago' }))
  expect(holderOf(stateDir)).toBeUndefined()
  expect(takeLock(stateDir)).toBeDefined()
})

test('a start that waits for another one gets its addresses', async () => {
  takeLock(stateDir)
  setTimeout(() => announce(stateDir, running), 150)
  expect(await findRunning(stateDir, 5000)).toEqual(running)
})

test('keys stay the same from start to start and are for the owner only', () => {
  const secrets = stackSecrets(stateDir)
  expect(stackSecrets(stateDir)).toEqual(secrets)
  expect(statSync(join(stateDir, 'secrets.json')).mode & 0o077).toBe(0)
  expect(secrets.publishableKey).toMatch(/^sb_publishable_/)
  expect(
    JSON.parse(Buffer.from(secrets.serviceRoleJwt.split('.')[1] ?? '', 'base64url').toString()),
  ).toMatchObject({ role: 'service_role' })
})

test('a stack from before a key was thought of gets that key, for good, and keeps the others', () => {
  const { linkSecret: _linkSecret, ...older } = stackSecrets(stateDir)
  writeFileSync(join(stateDir, 'secrets.json'), JSON.stringify(older))
  const secrets = stackSecrets(stateDir)
  expect(secrets).toMatchObject(older)
  expect(secrets.linkSecret).toHaveLength(43)
  expect(stackSecrets(stateDir)).toEqual(secrets)
})

test('a taken port is passed over, and people are told', async () => {
  const port = await freePort()
  const holder = createServer().listen(port, '127.0.0.1')
  await once(holder, 'listening')
  const said: string[] = []
  const chosen = await choosePorts(
    { api: port, db: port, sandbox: port, app: port },
    { hasApp: true, log: (line) => said.push(line) },
  )
  holder.close()
  expect(new Set(Object.values(chosen)).size).toBe(4)
  expect(Object.values(chosen)).not.toContain(port)
  expect(said).toContain(`Port ${port} (api) is taken: using ${chosen.api}`)
  for (const one of Object.values(chosen)) expect(one).toBeLessThan(32_768)
  expect(await freePortFrom(chosen.api)).toBe(chosen.api)
})

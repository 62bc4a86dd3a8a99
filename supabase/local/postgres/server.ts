import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresAccount } from './account.ts'
import { clusterPassword, ensureCluster } from './cluster.ts'
import { endLeftover, postmaster } from './leftover.ts'

export type Postgres = {
  /** Superuser supabase_admin on database postgres. */
  url: string
  port: number
  readonly pid: number
  stop(): Promise<void>
}

type Options = { dataDir: string; overlayDir: string; port: number; log: (line: string) => void }

const startupMs = 30_000
const restartTries = 20
const restartPauseMs = 250
// as text: the account Postgres runs as may not be able to read the project
const minder = readFileSync(new URL('./minder.sh', import.meta.url), 'utf8')

/** As on hosted Supabase where it matters to a client; fsync and synchronous_commit keep their safe defaults. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '120',
  shared_preload_libraries: 'pg_stat_statements',
}

/**
 * Starts Postgres on 127.0.0.1 and starts it again should it crash. It ends with this process, kill -9 included.
 * Throws with the end of its log when it does not come up.
 */
export async function startPostgres(options: Options): Promise<Postgres> {
  const { dataDir, overlayDir, port, log } = options
  const account = postgresAccount(dataDir)
  ensureCluster(dataDir, overlayDir, account)
  await endLeftover(dataDir, log)

  let isStopping = false
  let running = await launch(options, account)

  const watch = (child: ChildProcess) =>
    child.once('exit', async (code) => {
      child.stdin?.end()
      if (isStopping) return
      log(`Postgres ended unexpectedly (${code}); starting it again`)
      try {
        running = await relaunch()
        watch(running)
      } catch (error) {
        log(`Postgres does not come back: ${error instanceof Error ? error.message : error}`)
      }
    })

  // busy backends of a killed Postgres live on for a moment and keep the next one from starting
  const relaunch = async (triesLeft = restartTries): Promise<ChildProcess> => {
    try {
      await endLeftover(dataDir, log)
      return await launch(options, account)
    } catch (error) {
      if (triesLeft === 0 || isStopping) throw error
      await sleep(restartPauseMs)
      return relaunch(triesLeft - 1)
    }
  }
  watch(running)

  return {
    url: `postgresql://supabase_admin:${clusterPassword(dataDir)}@127.0.0.1:${port}/postgres`,
    port,
    get pid() {
      return postmaster(dataDir)?.pid ?? 0
    },
    async stop() {
      isStopping = true
      if (running.exitCode !== null || running.signalCode !== null) return
      const ended = new Promise((resolve) => running.once('exit', resolve))
      running.stdin?.end()
      await ended
    },
  }
}

async function launch({ dataDir, overlayDir, port }: Options, account: ReturnType<typeof postgresAccount>) {
  const logFile = `${dataDir}.log`
  // a file, not a pipe: a supervisor that is busy must never hold Postgres up
  const output = openSync(logFile, 'w', 0o640)
  const settingArguments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(
    'sh',
    [
      '-c',
      minder,
      'minder',
      join(overlayDir, 'bin/postgres'),
      '-D',
      dataDir,
      '-p',
      String(port),
      ...settingArguments,
    ],
    {
      ...account,
      cwd: '/',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['pipe', output, output],
      // its own session: Ctrl-C in the terminal is for the supervisor, which stops Postgres last
      detached: true,
    },
  )
  closeSync(output)
  child.stdin?.on('error', () => {})
  let failure: Error | undefined
  child.once('error', (error) => {
    failure = error
  })
  for (const deadline = Date.now() + startupMs; Date.now() < deadline; await sleep(10)) {
    if (postmaster(dataDir)?.isReady) return child
    if (failure || child.exitCode !== null) break
  }
  child.stdin?.end()
  const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n')
  throw new Error(`Postgres did not start on port ${port}.\n${failure?.message ?? tail}`)
}

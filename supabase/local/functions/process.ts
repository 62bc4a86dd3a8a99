import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Agent } from 'node:http'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { denoBinary } from '../deno.ts'

/** Why a process is no more. `memory`: its heap was full; `crashed`: it ended by itself; the rest is our doing. */
export type Ending = 'crashed' | 'memory' | 'stuck' | 'deadline' | 'boot' | 'stopped'

export type FunctionProcess = {
  readonly pid: number
  readonly agent: Agent
  /** The port it listens on. Rejects when it ends before it listens. */
  readonly port: Promise<number>
  readonly ended: Promise<Ending>
  /** Whether it ever listened. */
  isListening(): boolean
  /** Requests under way, counted by the gateway; while there are any, the event loop is watched. */
  enter(): void
  leave(): void
  kill(ending: Ending): void
  /** Waits for requests and waitUntil, then ends it; kills it after `limitMs`. */
  drain(limitMs: number): Promise<void>
}

type Options = {
  entry: string
  env: Record<string, string>
  denoDir: string
  bootMs: number
  /** An event loop that answers no ping for so long is stuck: stands in for the hosted limit of 2 s of CPU time. */
  stuckMs: number
  log(line: string): void
}

const pings = 5
const shim = fileURLToPath(new URL('shim.ts', import.meta.url))
// the permissions of a hosted function; run is for the shim's watcher thread alone, which is why its option is needed
const flags = [
  ...['--node-modules-dir=manual', '--cached-only', '--no-check', '--no-lock', '--no-prompt', '--quiet'],
  ...[
    '--allow-net',
    '--allow-env',
    '--allow-read',
    '--allow-sys',
    '--allow-run',
    '--unstable-worker-options',
  ],
  '--v8-flags=--max-old-space-size=256',
]

/** Starts one function in a Deno of its own, with a clean environment. It dies with us, even by kill -9: its stdin ends. */
export function startProcess({ entry, env, denoDir, bootMs, stuckMs, log }: Options): FunctionProcess {
  mkdirSync(denoDir, { recursive: true })
  const token = randomUUID()
  const own = {
    DENO_DIR: denoDir,
    DENO_NO_UPDATE_CHECK: '1',
    NO_COLOR: '1',
    SB_REGION: 'local',
    SB_EXECUTION_ID: randomUUID(),
  }
  const child = spawn(denoBinary, ['run', ...flags, shim, token, pathToFileURL(entry).href], {
    cwd: path.dirname(entry),
    env: { ...own, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C is for the supervisor, which lets us finish
    detached: true,
  })
  // a process that is gone cannot be told anything; its exit says so
  child.stdin.on('error', () => {})
  const tell = (word: string) => child.stdin.write(`${word}\n`)

  let ending: Ending | undefined
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (cause) => {
      log(`did not start: ${cause.message}`)
      if (!child.pid) resolve('crashed')
    })
    child.on('close', () => resolve(ending ?? 'crashed'))
  })
  function kill(reason: Ending): void {
    ending ??= reason
    child.kill('SIGKILL')
  }

  let listening = (_port: number) => {}
  const port = new Promise<number>((resolve, reject) => {
    listening = resolve
    void ended.then((why) => reject(new Error(`ended while starting: ${why}`)))
  })
  port.catch(() => {})
  const bootTimer = setTimeout(() => kill('boot'), bootMs)
  const agent = new Agent({ keepAlive: true })

  let isListening = false
  // counted in pings, not in time: when this machine slept or we were busy ourselves, nobody else is stuck
  let unanswered = 0
  createInterface(child.stdout).on('line', (line) => {
    if (!line.startsWith(token)) return line && log(line)
    const [, word, value] = line.split(' ')
    if (word === 'pong') unanswered = 0
    if (word !== 'ready') return
    clearTimeout(bootTimer)
    isListening = true
    listening(Number(value))
  })
  createInterface(child.stderr).on('line', (line) => {
    if (line.includes('JavaScript heap out of memory') || line.includes('JavaScript out of memory'))
      ending ??= 'memory'
    log(line)
  })

  let underWay = 0
  let idle = () => {}
  let watch: NodeJS.Timeout | undefined
  function look(): void {
    // while it loads its modules, bootMs counts
    if (!isListening) return
    if (unanswered++ < pings) tell('ping')
    else kill('stuck')
  }
  void ended.then(() => {
    clearTimeout(bootTimer)
    clearInterval(watch)
    agent.destroy()
    idle()
  })

  return {
    pid: child.pid ?? 0,
    agent,
    port,
    ended,
    kill,
    isListening: () => isListening,
    enter() {
      if (++underWay > 1) return
      unanswered = 0
      watch = setInterval(look, stuckMs / pings)
    },
    leave() {
      if (--underWay > 0) return
      clearInterval(watch)
      idle()
    },
    async drain(limitMs) {
      const timer = setTimeout(() => kill('stopped'), limitMs)
      if (underWay > 0) await new Promise<void>((resolve) => (idle = resolve))
      ending ??= 'stopped'
      tell('drain')
      await ended
      clearTimeout(timer)
    },
  }
}

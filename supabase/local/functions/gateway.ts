import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { forward } from './forward.ts'
import { createPool } from './pool.ts'
import type { Ending, FunctionProcess } from './process.ts'
import { type RefusalCode, refuse } from './refusals.ts'
import { watchFunctions } from './reload.ts'
import { verifyJwt } from './verify-jwt.ts'

export type FunctionsOptions = {
  /** The folder `supabase/functions`. */
  root: string
  /** What a function sees in its environment, besides the names the platform adds. */
  env: Record<string, string>
  /** As in config.toml; without a block `verify_jwt` is true. `entrypoint` is relative to the folder above `root`. */
  settings: Record<string, { verifyJwt?: boolean; entrypoint?: string }>
  jwtSecret: string
  /** Where Deno keeps what it compiled. */
  denoDir: string
  /** Reload a function when its files change. */
  watch?: boolean
  log(line: string): void
  limits?: Partial<typeof defaults>
}

export type Functions = {
  /** Answers `/functions/v1/<name>/…`. */
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void
  /** The process of each function that runs. */
  pids(): Record<string, number>
  stop(): Promise<void>
}

const defaults = {
  bootMs: 10_000,
  /** Hosted: 150 s until an answer begins. */
  requestMs: 150_000,
  stuckMs: 5_000,
  /** A process nobody calls for so long ends; the next call starts another. */
  idleMs: 600_000,
  reloadDrainMs: 30_000,
  stopDrainMs: 5_000,
}

/** Serves the functions as Supabase does: each in a process of its own, started at its first request. */
export function startFunctions(options: FunctionsOptions): Promise<Functions> {
  const { root, settings, jwtSecret, log } = options
  const limits = { ...defaults, ...options.limits }
  const pool = createPool({ ...options, limits })
  let isStopped = false

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { name, rest } = addressOf(incoming.url ?? '')
    const entry = name && entryOf(root, name, settings[name]?.entrypoint)
    if (!entry) return refuse(outgoing, 'NOT_FOUND')
    // a preflight carries no credentials: the function answers it
    if ((settings[name]?.verifyJwt ?? true) && incoming.method !== 'OPTIONS') {
      const refusal = await verifyJwt(incoming.headers.authorization, jwtSecret)
      if (refusal) return refuse(outgoing, refusal)
    }
    // callers may still come while the stack goes down; nobody would end what starts now
    if (isStopped) return refuse(outgoing, 'BOOT_ERROR')

    const worker = pool.get(name, entry)
    worker.enter()
    const deadline = setTimeout(() => outgoing.headersSent || worker.kill('deadline'), limits.requestMs)
    try {
      const port = await worker.port
      await forward({ port, agent: worker.agent }, `/${name}${rest}`, incoming, outgoing)
    } catch (cause) {
      refuse(outgoing, await reasonOf(worker))
      log(`[${name}] ${incoming.method} got no answer: ${cause instanceof Error ? cause.message : cause}`)
    } finally {
      clearTimeout(deadline)
      worker.leave()
      pool.touch(name)
    }
  }

  function reload(name: string | undefined, file: string): void {
    for (const running of pool.names()) {
      if (name && name !== running) continue
      log(`[${running}] reloads: ${file} changed`)
      pool.retire(running)
    }
  }
  const closeWatch = options.watch ? watchFunctions(root, reload) : () => {}

  return Promise.resolve({
    handle(incoming, outgoing) {
      serve(incoming, outgoing).catch((cause) => {
        log(`functions: ${cause}`)
        refuse(outgoing, 'WORKER_ERROR')
      })
    },
    pids: pool.pids,
    async stop() {
      isStopped = true
      closeWatch()
      await pool.stop()
    },
  })
}

/** Names beginning with _ are no functions: they hold what functions share. */
function addressOf(url: string): { name: string; rest: string } {
  const [, name = '', rest = ''] = /^\/functions\/v1\/([A-Za-z0-9][\w-]*)([/?].*)?$/.exec(url) ?? []
  return { name, rest }
}

function entryOf(root: string, name: string, entrypoint?: string): string | undefined {
  const entry = entrypoint ? path.resolve(path.dirname(root), entrypoint) : path.join(root, name, 'index.ts')
  return existsSync(entry) ? entry : undefined
}

const refusalOf: Record<Ending, RefusalCode> = {
  boot: 'BOOT_ERROR',
  crashed: 'WORKER_ERROR',
  stopped: 'WORKER_ERROR',
  deadline: 'IDLE_TIMEOUT',
  memory: 'WORKER_LIMIT',
  stuck: 'WORKER_LIMIT',
}

/** Why a request got no answer. The connection breaks a moment before the exit tells why. */
async function reasonOf(worker: FunctionProcess): Promise<RefusalCode> {
  if (!worker.isListening()) return 'BOOT_ERROR'
  const ending = await Promise.race([worker.ended, new Promise<Ending>((r) => setTimeout(r, 500, 'crashed'))])
  return refusalOf[ending]
}

import { type FunctionProcess, startProcess } from './process.ts'

type Options = {
  env: Record<string, string>
  denoDir: string
  limits: { bootMs: number; stuckMs: number; idleMs: number; reloadDrainMs: number; stopDrainMs: number }
  log(line: string): void
}

/** One process per function: started when asked for, retired after a change or a long rest, all ended by `stop`. */
export function createPool({ env, denoDir, limits, log }: Options) {
  const running = new Map<string, FunctionProcess>()
  const draining = new Map<FunctionProcess, Promise<void>>()
  const reapers = new Map<string, NodeJS.Timeout>()

  /** Takes a process out of service at once; it ends when its work is done. */
  function retire(name: string): void {
    const retired = running.get(name)
    if (!retired) return
    running.delete(name)
    draining.set(
      retired,
      retired.drain(limits.reloadDrainMs).finally(() => draining.delete(retired)),
    )
  }

  return {
    /** The process that serves a function now. */
    get(name: string, entry: string): FunctionProcess {
      const known = running.get(name)
      if (known) return known
      const logNamed = (line: string) => log(`[${name}] ${line}`)
      const started = startProcess({ entry, env, denoDir, ...limits, log: logNamed })
      running.set(name, started)
      void started.ended.then((ending) => {
        if (ending !== 'stopped') logNamed(`ended: ${ending}`)
        if (running.get(name) === started) running.delete(name)
      })
      return started
    },

    retire,

    /** Begins its rest anew; after `idleMs` it ends. */
    touch(name: string): void {
      clearTimeout(reapers.get(name))
      reapers.set(name, setTimeout(retire, limits.idleMs, name).unref())
    },

    names: () => [...running.keys()],
    pids: () => Object.fromEntries([...running].map(([name, { pid }]) => [name, pid])),

    /** Lets work behind answers finish, but no longer than `stopDrainMs`. */
    async stop(): Promise<void> {
      for (const timer of reapers.values()) clearTimeout(timer)
      for (const name of [...running.keys()]) retire(name)
      const timer = setTimeout(() => {
        for (const late of draining.keys()) late.kill('stopped')
      }, limits.stopDrainMs)
      await Promise.all(draining.values())
      clearTimeout(timer)
    },
  }
}

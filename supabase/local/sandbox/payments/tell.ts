import type { Callback } from '../entry.ts'
import type { Log } from '../log.ts'

export type Told = {
  provider: Callback['provider']
  url: string
  body: string
  headers: Record<string, string>
  /** What it speaks of, and whose it is. */
  about: string
  to: string
  event: string
  isForged?: boolean
}

/** How callbacks reach us: `reordered` brings what happened last first, `forged` brings one more that nobody signed. */
export const courses = ['once', 'doubled', 'reordered', 'late', 'forged', 'none'] as const
export type Course = (typeof courses)[number]

export type Teller = {
  /** POSTs, tries again a little where `isTriedAgain`, and writes down how it went. Never rejects. */
  tell(told: Told, isTriedAgain: boolean): Promise<void>
  later(ms: number, task: () => void): void
  stop(): void
}

/** Callbacks of payment providers: JSON with headers of their own. */
export function createTeller(o: { log: Log; retryMs: number[] }): Teller {
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, task: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      task()
    }, ms)
    timers.add(timer)
  }

  async function post({ url, body, headers }: Told) {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(30_000)])
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
      const response = await fetch(url, { ...init, signal, redirect: 'manual' })
      await response.body?.cancel()
      return { http_status: response.status, error: null }
    } catch (error) {
      return { http_status: null, error: error instanceof Error ? error.message : String(error) }
    }
  }

  async function run(told: Told, isTriedAgain: boolean): Promise<void> {
    const { provider, about, to, event, url, isForged = false } = told
    const kept: Callback = {
      kind: 'callback',
      provider,
      about,
      to,
      event,
      url,
      http_status: null,
      error: null,
      attempts: 0,
      is_forged: isForged,
    }
    const entry = o.log.add(kept)
    for (const waitMs of [...(isTriedAgain ? o.retryMs : []), undefined]) {
      if (stopping.signal.aborted) return
      o.log.change(entry, { ...(await post(told)), attempts: entry.attempts + 1 })
      if ((entry.http_status !== null && entry.http_status < 300) || waitMs === undefined) return
      await new Promise<void>((resolve) => later(waitMs, resolve))
    }
  }

  return {
    later,
    tell: run,
    stop() {
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

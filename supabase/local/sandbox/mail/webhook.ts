import type { Callback, Mail, MailStatus, Stored } from '../entry.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import { type MailWebhook, signedEvent } from './events.ts'

export type MailReporter = {
  /** Lets a mail go its course, one status a step, and posts each to the webhook. */
  follow(mail: Stored<Mail>, course: MailStatus[], isDoubled?: boolean): void
  stop(): void
}

/** Posts in flight at once; a round mail to 10,000 people must not open 20,000 sockets. */
const inFlight = 16

/** Without a hook the mails only change their status. What meets a failing endpoint is posted again, with the same id. */
export function createMailReporter(o: { log: Log; pace: Pace; hook?: MailWebhook }): MailReporter {
  const { log, pace, hook } = o
  const stopping = new AbortController()
  const waiting = new Set<() => void>()
  const queue: (() => void)[] = []
  let busy = 0

  async function turn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= inFlight) await new Promise<void>((resolve) => queue.push(resolve))
    else busy += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else busy -= 1
    }
  }

  /** Never rejects. */
  async function post(hook: MailWebhook, mail: Stored<Mail>, status: MailStatus): Promise<void> {
    const { event, body, headers } = signedEvent(hook, mail, status)
    const kept: Callback = {
      kind: 'callback',
      provider: 'mail',
      about: mail.mail_id,
      to: mail.to[0] ?? '',
      event,
      url: hook.url,
      http_status: null,
      error: null,
      attempts: 0,
      is_forged: false,
    }
    const entry = log.add(kept)
    for (const pauseMs of [...pace.retryMs, undefined]) {
      const answered = await turn(() => ask(hook.url, body, headers))
      log.change(entry, { ...answered, attempts: entry.attempts + 1 })
      const isDone = answered.http_status !== null && answered.http_status < 300
      if (isDone || pauseMs === undefined || stopping.signal.aborted) return
      await wait(pauseMs)
    }
  }

  async function ask(url: string, body: string, headers: Record<string, string>) {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(15_000)])
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }
      const response = await fetch(url, { ...init, redirect: 'manual', signal })
      await response.body?.cancel()
      return { http_status: response.status, error: null }
    } catch (error) {
      return { http_status: null, error: error instanceof Error ? error.message : String(error) }
    }
  }

  /** Ends early when all is stopped. */
  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      waiting.add(wake)
    })
  }

  async function run(mail: Stored<Mail>, course: MailStatus[], isDoubled: boolean): Promise<void> {
    for (const status of course) {
      await wait(pace.stepMs)
      if (stopping.signal.aborted) return
      // what came in the wrong order does not take back what is known
      if (status !== 'sent') log.change(mail, { status })
      if (!hook || !mail.is_reported) continue
      for (let times = isDoubled ? 2 : 1; times > 0; times--) await post(hook, mail, status)
    }
  }

  return {
    follow: (mail, course, isDoubled = false) => void run(mail, course, isDoubled),
    stop() {
      stopping.abort()
      for (const wake of waiting) wake()
    },
  }
}

import type { Callback, PaymentProvider } from '../entry.ts'
import type { Faults } from '../fault.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'

/** What a callback says other than the truth: signed by somebody else, a part of the sum, or another currency. */
export type Lie = 'forge' | 'partial' | 'currency'

export type PaymentCallback = {
  provider: PaymentProvider
  url: string
  /** The provider's name of the payment. */
  about: string
  /** The number of the order, which faults are armed for. */
  to: string
  event: string
  /** Made anew for each post: a signature has its time. */
  make(lie: Lie | undefined): { body: string; headers?: Record<string, string> }
  /** Some providers never come back, whatever they were answered. */
  isToldOnce?: boolean
}

/** How a deed's callbacks reach us: `reordered` brings what happened last first, `forged` one more that nobody signed. */
export const courses = ['once', 'doubled', 'reordered', 'late', 'forged', 'none'] as const
export type Course = (typeof courses)[number]

export type PaymentCallbacks = {
  /** Posts it as a fault of kind `payment_callback` says, else once, after so long. Never rejects. */
  send(callback: PaymentCallback, afterMs?: number): Promise<void>
  /** Posts what a deed led to by the course that was asked for; `earlier` is what was true before. Never rejects. */
  bring(
    course: Course,
    told: { truth: PaymentCallback; earlier: PaymentCallback; forged: PaymentCallback },
  ): Promise<void>
  stop(): Promise<void>
}

/** JSON callbacks of all payment providers: late, doubled, reordered, forged, with another sum, and tried again until they are taken. */
export function createPaymentCallbacks(o: { log: Log; faults: Faults; pace: Pace }): PaymentCallbacks {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  const held: (() => Promise<void>)[] = []

  async function post(callback: PaymentCallback, lie?: Lie): Promise<void> {
    if (stopping.signal.aborted) return
    const kept: Callback = {
      kind: 'callback',
      provider: callback.provider,
      about: callback.about,
      to: callback.to,
      event: callback.event,
      url: callback.url,
      http_status: null,
      error: null,
      attempts: 0,
      is_forged: lie === 'forge',
    }
    const entry = o.log.add(kept)
    for (const waitMs of [...(callback.isToldOnce ? [] : o.pace.retryMs), undefined]) {
      const { body, headers = {} } = callback.make(lie)
      const outcome = await ask(callback.url, body, headers)
      if (stopping.signal.aborted) return
      o.log.change(entry, { ...outcome, attempts: entry.attempts + 1 })
      const status = outcome.http_status
      // a forger who is turned away does not come back; a provider tries again whatever it is told
      if ((status !== null && status < 300) || lie === 'forge' || waitMs === undefined) return
      await pause(waitMs)
    }
  }

  async function ask(url: string, body: string, headers: Record<string, string>) {
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(30_000)])
      const json = { 'content-type': 'application/json', ...headers }
      const response = await fetch(url, { method: 'POST', body, headers: json, redirect: 'manual', signal })
      await response.body?.cancel()
      return { http_status: response.status, error: null }
    } catch (error) {
      return { http_status: null, error: error instanceof Error ? error.message : String(error) }
    }
  }

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      timer.unref()
      stopping.signal.addEventListener('abort', () => resolve(), { once: true })
    })

  const twice = async (callback: PaymentCallback): Promise<void> => {
    await Promise.all([post(callback), post(callback)])
  }

  async function run(callback: PaymentCallback): Promise<void> {
    const fault = o.faults.take('payment_callback', callback.to)
    switch (fault?.mode) {
      case 'lose':
        return
      case 'reorder':
        held.push(() => post(callback))
        return
      case 'delay':
        await pause(fault.ms ?? o.pace.lateMs)
        return await post(callback)
      case 'double':
        return await twice(callback)
      case 'forge':
      case 'partial':
      case 'currency':
        return await post(callback, fault.mode)
      default:
        await post(callback)
        // what was held back comes after what came after it
        for (const next of held.splice(0)) await next()
    }
  }

  async function runCourse(
    course: Course,
    { truth, earlier, forged }: Parameters<PaymentCallbacks['bring']>[1],
  ): Promise<void> {
    switch (course) {
      case 'none':
        return
      case 'doubled':
        return await twice(truth)
      case 'reordered':
        await post(truth)
        return await post(earlier)
      case 'late':
        await pause(o.pace.lateMs)
        return await post(truth)
      case 'forged':
        await Promise.all([post(forged, 'forge'), post(truth)])
        return
      case 'once':
        return await post(truth)
    }
  }

  function watched(work: Promise<void>): Promise<void> {
    const running = work.finally(() => underWay.delete(running))
    underWay.add(running)
    return running
  }

  return {
    send: (callback, afterMs = 0) =>
      watched(afterMs > 0 ? pause(afterMs).then(() => run(callback)) : run(callback)),
    bring: (course, told) => watched(runCourse(course, told)),
    async stop() {
      stopping.abort()
      await Promise.allSettled(underWay)
    },
  }
}

import { randomUUID } from 'node:crypto'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import type { Callback } from '../entry.ts'
import type { Log } from '../log.ts'

export type CallbackSender = {
  /** POSTs signed and form-encoded, tries again a little, and writes down how it went. Never rejects. */
  send(callback: {
    /** Twilio signs in a header, Vonage in a parameter that `params` holds already. */
    provider?: 'twilio' | 'vonage'
    url: string
    params: Record<string, string>
    about: string
    to: string
    event: string
    isForged?: boolean
    /** Gets the body of the answer that was taken: TwiML, when a text came in. */
    onAnswer?: (body: string) => void
  }): Promise<void>
  /** Gives up what is under way. */
  stop(): Promise<void>
}

/** Callbacks in flight at once; an announcement to 10,000 people must not open 30,000 sockets. */
const inFlight = 32

/** `authToken` signs, `retryMs` are the waits before a callback that met no or a failing endpoint is tried again. */
export function createCallbackSender(o: { log: Log; authToken: string; retryMs: number[] }): CallbackSender {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  const turns = new Map<string, Promise<void>>()
  const queue: (() => void)[] = []
  let busy = 0

  const turn = async () => {
    if (busy >= inFlight) await new Promise<void>((resolve) => queue.push(resolve))
    else busy += 1
  }
  const done = () => {
    const next = queue.shift()
    if (next) next()
    else busy -= 1
  }
  const post = async (
    url: string,
    params: Record<string, string>,
    headers: Record<string, string>,
    onAnswer?: (body: string) => void,
  ) => {
    await turn()
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(15_000)]) // Twilio waits 15 s
      const body = new URLSearchParams(params)
      const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' })
      if (onAnswer && response.ok) onAnswer(await response.text())
      else await response.body?.cancel()
      return { http_status: response.status, error: null }
    } catch (error) {
      return { http_status: null, error: reason(error) }
    } finally {
      done()
    }
  }
  const run: CallbackSender['send'] = async ({
    provider = 'twilio',
    url,
    params,
    about,
    to,
    event,
    isForged = false,
    onAnswer,
  }) => {
    const target = url.replace(/#.*$/, '') // the fragment carries retry settings, not address
    const signature = webhooks.getExpectedTwilioSignature(
      isForged ? 'not the token' : o.authToken,
      target,
      params,
    )
    const headers: Record<string, string> =
      provider === 'vonage'
        ? { 'user-agent': 'Nexmo/MessagingHUB/v1.0' }
        : {
            'x-twilio-signature': signature,
            'i-twilio-idempotency-token': randomUUID(), // the same on every try
            'user-agent': 'TwilioProxy/1.1',
          }
    const kept: Callback = {
      kind: 'callback',
      provider,
      about,
      to,
      event,
      url: target,
      http_status: null,
      error: null,
      attempts: 0,
      is_forged: isForged,
    }
    const entry = o.log.add(kept)
    const attempt = async () => {
      if (stopping.signal.aborted) return true
      const outcome = await post(target, params, headers, onAnswer)
      if (stopping.signal.aborted) return true
      o.log.change(entry, { ...outcome, attempts: entry.attempts + 1 })
      return outcome.http_status !== null && outcome.http_status < 500
    }
    if (await inTurn(about, attempt)) return
    for (const waitMs of o.retryMs) {
      await pause(waitMs, stopping.signal)
      if (await attempt()) return
    }
  }
  // First tries about one message go one after another: Twilio promises no order, but out of order is a number of its own here.
  const inTurn = async (about: string, attempt: () => Promise<boolean>) => {
    const mine = (turns.get(about) ?? Promise.resolve()).then(attempt)
    const settled = mine.then(() => {
      if (turns.get(about) === settled) turns.delete(about)
    })
    turns.set(about, settled)
    return mine
  }
  return {
    send(callback) {
      const running = run(callback).finally(() => underWay.delete(running))
      underWay.add(running)
      return running
    },
    async stop() {
      stopping.abort()
      for (const next of queue.splice(0)) next()
      await Promise.allSettled(underWay)
    },
  }
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

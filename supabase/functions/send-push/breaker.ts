import type { Outcome } from '../_shared/outcome.ts'

type Options = { silentTries?: number; restMs?: number; now?: () => number }

const silentCodes = new Set(['timeout', 'not_connected'])

/**
 * Gives a host rest after `silentTries` tries in a row without an answer: for `restMs` its deliveries are put back
 * unsent, so that one push service that is down cannot fill all lanes and keep the others' messages waiting.
 */
export function createBreaker({
  silentTries = 5,
  restMs = 10_000,
  now = () => performance.now(),
}: Options = {}) {
  const hosts = new Map<string, { silent: number; restsUntil: number }>()

  return async (host: string, attempt: () => Promise<Outcome>): Promise<Outcome> => {
    const state = hosts.get(host) ?? { silent: 0, restsUntil: 0 }
    hosts.set(host, state)
    if (now() < state.restsUntil)
      return { outcome: 'retry', code: 'push_service_down', retry_after_s: Math.ceil(restMs / 1000) }
    const outcome = await attempt()
    const isSilent = outcome.outcome === 'retry' && silentCodes.has(outcome.code)
    if (!isSilent) hosts.delete(host)
    else if (++state.silent >= silentTries) state.restsUntil = now() + restMs
    return outcome
  }
}

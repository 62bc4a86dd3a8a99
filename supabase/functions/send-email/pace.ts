import type { Outcome } from '../_shared/outcome.ts'
import type { Mail, MailProvider } from './mail.ts'

type Options = {
  /** A longer Retry-After is not waited for: the delivery is put back. */
  mostWaitS?: number
  /** How long one mail may wait in its lane altogether. */
  budgetMs?: number
  now?: () => number
  pause?: (ms: number) => Promise<void>
}

const isBusy = (outcome: Outcome) => outcome.outcome === 'retry' && outcome.http_status === 429
// an answer that was not "too many" makes the distance a little shorter, so that a raised limit is found
const easing = 0.97
const mostDistanceMs = 500

/**
 * Keeps to a provider's rate (Resend: five requests a second unless raised). Who is told "too many" waits as long as it
 * says and asks again; all others to the same provider wait too, and then go out one after another at the rate that
 * worked. Put back instead, they would wait for the next sweep.
 */
export function paced(
  send: MailProvider,
  {
    mostWaitS = 3,
    budgetMs = 12_000,
    now = () => performance.now(),
    pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }: Options = {},
): MailProvider {
  let opensAt = 0
  /** Between two requests; none until the first "too many". */
  let distanceMs = 0
  let answered = 0

  async function turn(): Promise<void> {
    for (;;) {
      const waitMs = opensAt - now()
      if (waitMs <= 0) break
      await pause(waitMs)
    }
    opensAt = now() + distanceMs
  }

  return async (mail: Mail) => {
    const began = now()
    for (;;) {
      await turn()
      const outcome = await send(mail)
      if (!isBusy(outcome) || outcome.outcome === 'accepted') {
        answered++
        distanceMs *= easing
        return outcome
      }
      const waitMs = Math.max(outcome.retry_after_s ?? 1, 0.2) * 1000
      if (answered > 0) distanceMs = Math.min(waitMs / answered, mostDistanceMs)
      answered = 0
      if (waitMs > mostWaitS * 1000 || now() + waitMs - began > budgetMs) return outcome
      opensAt = Math.max(opensAt, now() + waitMs)
    }
  }
}

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

/**
 * Keeps to a provider's rate (Resend: five requests a second unless raised). Who is told "too many" waits as long as it
 * says and asks again, and so do all others to the same provider: put back, they would wait for the next sweep.
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
  return async (mail: Mail) => {
    const began = now()
    for (;;) {
      if (opensAt > now()) await pause(opensAt - now())
      const outcome = await send(mail)
      if (!isBusy(outcome) || outcome.outcome === 'accepted') return outcome
      const waitMs = Math.max(outcome.retry_after_s ?? 1, 0.2) * 1000
      if (waitMs > mostWaitS * 1000 || now() + waitMs - began > budgetMs) return outcome
      opensAt = Math.max(opensAt, now() + waitMs)
    }
  }
}

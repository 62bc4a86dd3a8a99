import type { Claimed, Outbox } from '../_shared/deliveries.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Outcome } from '../_shared/outcome.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { compose, type House } from './compose.ts'
import type { MailProvider } from './mail.ts'

export type Dependencies = {
  webhookSecret: string
  outbox: Outbox
  house: House
  /** By the name that the claimed row carries. */
  providers: Record<string, MailProvider>
  background(work: Promise<void>): void
  log: Log
}

/** Used while a row names no provider. */
const usual = 'resend'
/** Resend forgets an idempotency key after 24 hours; later, asking again could send again. */
const longestDoubtMs = 23 * 3600_000

/** Answers knocks for email: claims due deliveries, composes them, hands them to their provider and settles what became of them. */
export function sendEmail({ webhookSecret, outbox, background, log, ...dependencies }: Dependencies): Handle {
  const work = createDrain<Claimed>({
    claim: outbox.claim,
    settle: outbox.settle,
    send: async (delivery) => {
      const provider = delivery.provider ?? usual
      const { id, lease_token } = delivery
      return { ...(await deliver(delivery, provider, dependencies)), id, lease_token, provider }
    },
    batch: 20,
    lanes: 20,
    log,
  })
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

async function deliver(
  delivery: Claimed,
  name: string,
  { house, providers }: Pick<Dependencies, 'house' | 'providers'>,
): Promise<Outcome> {
  if (delivery.target === null) return { outcome: 'permanent', code: 'target_gone' }
  // in doubt and no longer wanted: asking again might be what sends it
  if (delivery.fault) return { outcome: 'permanent', code: delivery.fault }
  if (delivery.in_doubt_since && Date.now() - Date.parse(delivery.in_doubt_since) > longestDoubtMs)
    return {
      outcome: 'permanent',
      code: 'in_doubt_too_long',
      error: 'Nobody can tell any more whether it went out',
    }
  const send = Object.hasOwn(providers, name) ? providers[name] : undefined
  if (!send)
    return { outcome: 'retry', code: 'provider_not_set_up', error: `send-email has no key for ${name}` }
  const mail = await compose(delivery, house)
  return mail ? await send(mail) : { outcome: 'permanent', code: 'invalid_delivery' }
}

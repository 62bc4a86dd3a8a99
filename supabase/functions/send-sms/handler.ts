import * as v from 'valibot'
import type { Claimed, Outbox } from '../_shared/deliveries.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Outcome } from '../_shared/outcome.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { measure, plainText } from './sms-text.ts'
import type { Sms, SmsProvider } from './twilio.ts'

export type Dependencies = {
  webhookSecret: string
  outbox: Outbox
  provider: SmsProvider
  background(work: Promise<void>): void
  log: Log
}

const target = v.object({ e164: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/)) })
const rendered = v.object({ body: v.pipe(v.string(), v.transform(plainText), v.minLength(1)) })

/** Answers knocks for sms: claims due deliveries, hands them to the provider and settles what became of them. */
export function sendSms({ webhookSecret, outbox, provider, background, log }: Dependencies): Handle {
  const work = createDrain<Claimed>({
    claim: outbox.claim,
    settle: outbox.settle,
    send: async (delivery) => ({
      ...(await deliver(delivery, provider)),
      id: delivery.id,
      lease_token: delivery.lease_token,
      provider: 'twilio',
    }),
    // a text that is claimed and not sent when we die must be looked up first: so few at a time
    batch: 20,
    lanes: 20,
    log,
  })
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

async function deliver(delivery: Claimed, provider: SmsProvider): Promise<Outcome> {
  if (delivery.target === null) return { outcome: 'permanent', code: 'target_gone' }
  const to = v.safeParse(target, delivery.target)
  const words = v.safeParse(rendered, delivery.rendered)
  if (!to.success || !words.success) return { outcome: 'permanent', code: 'invalid_delivery' }

  const { body } = words.output
  const leftS = delivery.expires_at
    ? Math.floor((Date.parse(delivery.expires_at) - Date.now()) / 1000)
    : undefined
  const sms: Sms = { to: to.output.e164, body, deliveryId: delivery.id, ...validity(leftS) }

  if (delivery.in_doubt_since) {
    const found = await provider.find(sms, new Date(delivery.in_doubt_since))
    if (found) return measured(found, body)
    // a doubtful one is claimed although its time is over or consent withdrawn: it was only to be looked up
    if (delivery.fault) return { outcome: 'permanent', code: delivery.fault }
  }
  return measured(await provider.send(sms), body)
}

/** Twilio's limits, and never below 10 s: the claim said it has not expired, so a clock that disagrees is ours. */
const validity = (leftS: number | undefined) =>
  leftS === undefined ? {} : { validityS: Math.min(Math.max(leftS, 10), 36_000) }

/** Our own count where the provider has none yet. */
function measured(outcome: Outcome, body: string): Outcome {
  return outcome.outcome === 'accepted' ? { ...measure(body), ...outcome } : outcome
}

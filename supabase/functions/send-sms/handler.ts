import * as v from 'valibot'
import type { Claimed, Outbox } from '../_shared/deliveries.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Outcome } from '../_shared/outcome.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import type { Sms, SmsProvider } from './sms-provider.ts'
import { measure, plainText } from './sms-text.ts'

export type Dependencies = {
  webhookSecret: string
  outbox: Outbox
  /** By the name the database gives each; `twilio` is the usual one. */
  providers: { twilio: SmsProvider } & Partial<Record<string, SmsProvider>>
  /** Asks for prices that are late; after the sending, never before it. */
  settlePrices(): Promise<void>
  background(work: Promise<void>): void
  log: Log
}

const target = v.object({ e164: v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/)) })
const rendered = v.object({ body: v.pipe(v.string(), v.transform(plainText), v.minLength(1)) })

/** Answers knocks for sms: claims due deliveries, hands them to their provider, settles what became of them, then asks for prices. */
export function sendSms({
  webhookSecret,
  outbox,
  providers,
  settlePrices,
  background,
  log,
}: Dependencies): Handle {
  const drain = createDrain<Claimed>({
    claim: outbox.claim,
    settle: outbox.settle,
    send: async (delivery) => {
      const provider = delivery.provider ?? 'twilio'
      return {
        ...(await deliver(delivery, providers[provider])),
        id: delivery.id,
        lease_token: delivery.lease_token,
        provider,
      }
    },
    // a text that is claimed and not sent when we die must be looked up first: so few at a time
    batch: 20,
    lanes: 20,
    log,
  })
  const work = async () => {
    await drain()
    await settlePrices()
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

async function deliver(delivery: Claimed, provider: SmsProvider | undefined): Promise<Outcome> {
  // the database names a provider whose keys we were not given: ours to mend, and its health will show it
  if (!provider) return { outcome: 'retry', code: 'provider_not_set_up' }
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

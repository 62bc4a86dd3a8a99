import * as v from 'valibot'
import type { Claimed, Outbox } from '../_shared/deliveries.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Outcome, Settlement } from '../_shared/outcome.ts'
import { isPushEndpoint } from '../_shared/push-endpoint.ts'
import { readPushKeys } from '../_shared/push-keys.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { createBreaker } from './breaker.ts'
import { encodePayload, payloadOf, rendered, topicOf, withoutExtras } from './payload.ts'
import type { PushMessage, PushService } from './push-service.ts'

export type Dependencies = {
  webhookSecret: string
  outbox: Outbox
  push: PushService
  /** Origins allowed besides the known push services. */
  extraOrigins: readonly string[]
  appUrl?: string
  background(work: Promise<void>): void
  log: Log
}

const target = v.object({ endpoint: v.string(), p256dh: v.string(), auth: v.string() })
const urgencies = { low: 'low', normal: 'normal', high: 'high', urgent: 'high' } as const
const dayS = 86_400

/** Answers knocks for web_push: claims due deliveries, sends them to the push services and settles what became of them. */
export function sendPush({ webhookSecret, outbox, background, log, ...dependencies }: Dependencies): Handle {
  const breaker = createBreaker()
  const work = createDrain<Claimed>({
    claim: outbox.claim,
    settle: outbox.settle,
    send: async (delivery) => ({
      ...(await deliver(delivery, breaker, dependencies)),
      ...identity(delivery),
    }),
    batch: 500,
    lanes: 64,
    log,
  })
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

const identity = ({ id, lease_token }: Claimed) =>
  ({ id, lease_token, provider: 'web_push' }) satisfies Partial<Settlement>

async function deliver(
  delivery: Claimed,
  breaker: ReturnType<typeof createBreaker>,
  { push, extraOrigins, appUrl }: Pick<Dependencies, 'push' | 'extraOrigins' | 'appUrl'>,
): Promise<Outcome> {
  if (delivery.target === null) return { outcome: 'permanent', code: 'target_gone' }
  const to = v.safeParse(target, delivery.target)
  const words = v.safeParse(rendered, delivery.rendered)
  if (!to.success || !words.success) return { outcome: 'permanent', code: 'invalid_delivery' }
  if (!isPushEndpoint(to.output.endpoint, extraOrigins))
    return { outcome: 'permanent', code: 'endpoint_not_allowed' }
  const keys = readPushKeys(to.output)
  if (!keys) return { outcome: 'gone', code: 'invalid_keys' }

  const payload = payloadOf(words.output, delivery.notification_id, appUrl)
  const message: PushMessage = {
    endpoint: new URL(to.output.endpoint),
    keys,
    plaintext: encodePayload(payload),
    ttlS: ttlOf(delivery.expires_at),
    urgency: urgencies[delivery.priority],
    topic: topicOf(payload.notification.tag),
  }
  return await breaker(message.endpoint.host, async () => {
    const outcome = await push(message)
    if (outcome.outcome !== 'permanent' || outcome.code !== 'payload_too_large') return outcome
    return await push({ ...message, plaintext: encodePayload(withoutExtras(payload)) })
  })
}

/** Seconds until a delivery is worth nothing, a day when it never is; Google keeps messages for 28 days at most. */
function ttlOf(expiresAt: string | null): number {
  if (!expiresAt) return dayS
  const seconds = Math.ceil((Date.parse(expiresAt) - Date.now()) / 1000)
  return Math.min(Math.max(seconds, 0), 28 * dayS)
}

import * as v from 'valibot'
import type { Claimed } from '../_shared/deliveries.ts'
import { signLink } from '../_shared/link.ts'
import type { Failure } from '../_shared/outcome.ts'
import { isPushEndpoint } from '../_shared/push-endpoint.ts'
import { readPushKeys } from '../_shared/push-keys.ts'
import { encodePayload, type Payload, payloadOf, rendered, topicOf } from './payload.ts'
import type { PushMessage } from './push-service.ts'

/** Who sends: what all pushes of one project have in common. */
export type Sender = {
  /** Origins allowed besides the known push services. */
  extraOrigins: readonly string[]
  appUrl: string
  /** The public URL of our functions, where devices report what they showed. */
  functionsUrl: string
  linkSecret: string
}

const target = v.object({ endpoint: v.string(), p256dh: v.string(), auth: v.string() })
const urgencies = { low: 'low', normal: 'normal', high: 'high', urgent: 'high' } as const
const dayS = 86_400

/** What a claimed delivery becomes on its way to one browser, or why it cannot. Sends nothing. */
export async function messageOf(
  delivery: Claimed,
  { extraOrigins, appUrl, functionsUrl, linkSecret }: Sender,
): Promise<{ message: PushMessage; payload: Payload } | Failure> {
  if (delivery.target === null) return { outcome: 'permanent', code: 'target_gone' }
  const to = v.safeParse(target, delivery.target)
  const words = v.safeParse(rendered, delivery.rendered)
  if (!to.success || !words.success) return { outcome: 'permanent', code: 'invalid_delivery' }
  if (!isPushEndpoint(to.output.endpoint, extraOrigins))
    return { outcome: 'permanent', code: 'endpoint_not_allowed' }
  const keys = readPushKeys(to.output)
  if (!keys) return { outcome: 'gone', code: 'invalid_keys' }

  const payload = payloadOf(words.output, {
    notificationId: delivery.notification_id,
    priority: delivery.priority,
    appUrl,
    report: `${functionsUrl}/link-click/${await signLink(linkSecret, delivery.id)}`,
  })
  const message: PushMessage = {
    endpoint: new URL(to.output.endpoint),
    keys,
    plaintext: encodePayload(payload),
    ttlS: ttlOf(delivery.expires_at),
    urgency: urgencies[delivery.priority],
    topic: topicOf(payload.notification.tag),
  }
  return { message, payload }
}

/** Seconds until a delivery is worth nothing, a day when it never is; Google keeps messages for 28 days at most. */
function ttlOf(expiresAt: string | null): number {
  if (!expiresAt) return dayS
  const seconds = Math.ceil((Date.parse(expiresAt) - Date.now()) / 1000)
  return Math.min(Math.max(seconds, 0), 28 * dayS)
}

import * as v from 'valibot'
import { cleanJson, deliveryId, type Report } from './report.ts'

const text = v.fallback(v.string(), '')
const event = v.object({
  event: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}$/)),
  sg_event_id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  sg_message_id: text,
  'smtp-id': text,
  type: text,
  reason: text,
  delivery_id: v.optional(v.unknown()),
})

const statuses: Record<string, string> = {
  processed: 'queued',
  deferred: 'delayed',
  delivered: 'delivered',
  bounce: 'bounced',
  dropped: 'failed',
  spamreport: 'complained',
  open: 'opened',
  click: 'clicked',
}
// why SendGrid itself sent nothing; the rest is ours to mend
const dropped: [RegExp, string][] = [
  [/bounced address/i, 'hard_bounce'],
  [/spam reporting address/i, 'provider_suppressed'],
  [/unsubscribed address/i, 'provider_suppressed'],
  [/^invalid$/i, 'invalid_recipient'],
]

/** One event of a batch of SendGrid; nothing when it is about no mail, or says nothing we know. */
export function readSendGrid(body: unknown): Report | undefined {
  const parsed = v.safeParse(event, body)
  if (!parsed.success) return undefined
  const told = parsed.output
  const status = Object.hasOwn(statuses, told.event) ? statuses[told.event] : undefined
  const messageId = messageIdOf(told)
  if (!status || !messageId) return undefined
  return {
    provider: 'sendgrid',
    event_key: told.sg_event_id,
    provider_message_id: messageId,
    delivery_id: v.parse(deliveryId, told.delivery_id ?? null),
    status,
    error_code: codeOf(told),
    raw: cleanJson(body),
  }
}

/**
 * The X-Message-Id that the send was answered with: the first part of sg_message_id, or, in a bounce that came back days
 * later and has none, the name in the Message-ID header.
 */
function messageIdOf(told: v.InferOutput<typeof event>): string | undefined {
  const [id] = told.sg_message_id.split(/\.(?:filter|recvd)|\./)
  const [, local] = /^<([^@<>]{1,100})@/.exec(told['smtp-id']) ?? []
  const chosen = id || local
  return chosen && /^[\w.-]{1,100}$/.test(chosen) ? chosen : undefined
}

/** `blocked` is a refusal of now, which SendGrid does not hold against the address; `bounce` is one for good. */
function codeOf({ event: name, type, reason }: v.InferOutput<typeof event>): string {
  if (name === 'bounce') return type === 'blocked' ? 'soft_bounce' : 'hard_bounce'
  return name === 'dropped' ? (dropped.find(([pattern]) => pattern.test(reason))?.[1] ?? 'dropped') : ''
}

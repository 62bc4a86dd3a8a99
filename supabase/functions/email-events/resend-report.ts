import * as v from 'valibot'
import { cleanJson, deliveryId, type Report } from './report.ts'

const event = v.object({
  type: v.pipe(v.string(), v.regex(/^[a-z_]{1,40}\.[a-z_.]{1,60}$/)),
  data: v.record(v.string(), v.unknown()),
})
const mail = v.object({
  email_id: v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/)),
  tags: v.fallback(v.record(v.string(), v.unknown()), {}),
  bounce: v.fallback(v.object({ type: v.string() }), { type: '' }),
  failed: v.fallback(v.object({ reason: v.string() }), { reason: '' }),
})

// "sent" is Resend's word for taken over
const statuses: Record<string, string> = {
  'email.scheduled': 'scheduled',
  'email.sent': 'sent',
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.suppressed': 'failed',
  'email.failed': 'failed',
  'email.complained': 'complained',
  'email.opened': 'opened',
  'email.clicked': 'clicked',
}

/** An event of Resend. `foreign`: about no mail that was sent (contacts, domains, mail received); `invalid`: no event at all. */
export function readResend(body: unknown, id: string): Report | 'foreign' | 'invalid' {
  const parsed = v.safeParse(event, body)
  if (!parsed.success) return 'invalid'
  const { type, data } = parsed.output
  const status = Object.hasOwn(statuses, type) ? statuses[type] : undefined
  if (!status) return 'foreign'
  const about = v.safeParse(mail, data)
  if (!about.success) return 'invalid'
  const { email_id, tags, bounce, failed } = about.output
  return {
    provider: 'resend',
    event_key: id.slice(0, 200),
    provider_message_id: email_id,
    delivery_id: v.parse(deliveryId, tags.delivery_id),
    status,
    error_code: codeOf(),
    raw: cleanJson(body),
  }

  function codeOf(): string {
    // Transient and Undetermined are not the address's fault for good
    if (type === 'email.bounced') return bounce.type === 'Permanent' ? 'hard_bounce' : 'soft_bounce'
    if (type === 'email.suppressed') return 'provider_suppressed'
    return type === 'email.failed' ? word(failed.reason) || 'failed' : ''
  }
}

const word = (text: string) => (/^[a-z0-9_]{1,60}$/.test(text) ? text : '')

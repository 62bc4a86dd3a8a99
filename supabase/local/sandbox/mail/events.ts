import { createHmac, createPrivateKey, randomUUID, sign } from 'node:crypto'
import type { Mail, MailStatus, Stored } from '../entry.ts'

/** Where mail events go. Both providers report to one address, each signed in its own way. */
export type MailWebhook = {
  url: string
  /** `whsec_` and base64, as Svix (and so Resend) gives it. */
  resendSecret: string
  /** P-256, base64 of PKCS 8 in DER: SendGrid's own half of the pair. */
  sendgridKey: string
}

/** One event as it is posted: the same bytes and headers at each try. */
export type SignedEvent = { event: string; body: string; headers: Record<string, string> }

const resendTypes: Record<MailStatus, string> = {
  sent: 'email.sent',
  delayed: 'email.delivery_delayed',
  delivered: 'email.delivered',
  bounced: 'email.bounced',
  'soft-bounced': 'email.bounced',
  suppressed: 'email.suppressed',
  complained: 'email.complained',
}
const sendgridEvents: Record<MailStatus, { event: string } & Record<string, string>> = {
  sent: { event: 'processed' },
  delayed: { event: 'deferred', response: '421 try again later', attempt: '1' },
  delivered: { event: 'delivered', response: '250 OK' },
  bounced: {
    event: 'bounce',
    type: 'bounce',
    status: '5.1.1',
    reason: '550 5.1.1 no such user',
    bounce_classification: 'Invalid Address',
  },
  'soft-bounced': { event: 'bounce', type: 'blocked', status: '4.2.2', reason: '452 4.2.2 mailbox full' },
  suppressed: { event: 'dropped', reason: 'Bounced Address' },
  complained: { event: 'spamreport' },
}

/** What the mail's provider says of it, signed now. */
export function signedEvent(hook: MailWebhook, mail: Stored<Mail>, status: MailStatus): SignedEvent {
  return mail.provider === 'resend' ? fromResend(hook, mail, status) : fromSendGrid(hook, mail, status)
}

/** Svix's scheme: base64(HMAC-SHA256(secret, "id.timestamp.body")). */
function fromResend(hook: MailWebhook, mail: Stored<Mail>, status: MailStatus): SignedEvent {
  const { mail_id: email_id, from, to, subject, at, tags } = mail
  const type = resendTypes[status]
  const bounce = {
    bounced: { type: 'Permanent', subType: 'General', message: 'The recipient does not exist.' },
    'soft-bounced': { type: 'Transient', subType: 'MailboxFull', message: 'The mailbox is full.' },
  }[status as string]
  const data = {
    email_id,
    from,
    to,
    subject,
    created_at: at,
    tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
    ...(bounce ? { bounce } : {}),
  }
  const body = JSON.stringify({ type, created_at: new Date().toISOString(), data })
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(hook.resendSecret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` }
  return { event: type, body, headers }
}

/** ECDSA over the timestamp and the body, in DER; the body is a batch, here of one. */
function fromSendGrid(hook: MailWebhook, mail: Stored<Mail>, status: MailStatus): SignedEvent {
  const told = sendgridEvents[status]
  const event = {
    email: mail.to[0],
    timestamp: Math.floor(Date.now() / 1000),
    'smtp-id': `<${mail.mail_id}@geopod-ismtpd-sandbox>`,
    sg_event_id: randomUUID(),
    sg_message_id: `${mail.mail_id}.recvd-sandbox-1-${mail.id}.0`,
    ...told,
    ...Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])),
  }
  const body = JSON.stringify([event])
  const timestamp = String(event.timestamp)
  const key = createPrivateKey({ key: Buffer.from(hook.sendgridKey, 'base64'), format: 'der', type: 'pkcs8' })
  const headers = {
    'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.from(timestamp + body), key).toString(
      'base64',
    ),
    'x-twilio-email-event-webhook-timestamp': timestamp,
  }
  return { event: told.event, body, headers }
}

import { createHmac, randomUUID } from 'node:crypto'
import type { Callback, Mail, Stored } from '../entry.ts'
import type { Log } from '../log.ts'

/** Where mail events go; `secret` is `whsec_` and base64, as Svix (and so Resend) gives it. */
export type MailWebhook = { url: string; secret: string }

export const mailEvents = ['delivered', 'bounced', 'complained'] as const

/** What becomes of mail to an address: bounced@… and complained@… do what they say, others are delivered. */
export function fateOf(address: string): (typeof mailEvents)[number] {
  return (
    mailEvents.find((event) => address.startsWith(`${event}@`) || address.startsWith(`${event}+`)) ??
    'delivered'
  )
}

/** POSTs one `email.*` event, signed by Svix's scheme: base64(HMAC-SHA256(secret, "id.timestamp.body")). Never rejects. */
export async function sendMailEvent(
  log: Log,
  hook: MailWebhook,
  mail: Stored<Mail>,
  to: string,
  stopping: AbortSignal,
): Promise<void> {
  const { mail_id: email_id, from, subject } = mail
  const created_at = new Date().toISOString()
  const type = `email.${mail.status}`
  const body = JSON.stringify({
    type,
    created_at,
    data: { email_id, from, to: mail.to, subject, created_at: mail.at },
  })
  const id = `msg_${randomUUID()}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(hook.secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  const kept: Callback = {
    kind: 'callback',
    provider: 'mail',
    about: email_id,
    to,
    event: type,
    url: hook.url,
    http_status: null,
    error: null,
    attempts: 1,
    is_forged: false,
  }
  const entry = log.add(kept)
  const headers = {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  }
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      body,
      headers,
      signal: AbortSignal.any([stopping, AbortSignal.timeout(15_000)]),
    })
    await response.body?.cancel()
    log.change(entry, { http_status: response.status })
  } catch (error) {
    log.change(entry, { error: error instanceof Error ? error.message : String(error) })
  }
}

/** What the sandbox keeps of each thing it was sent. `id` grows by one for ever, also over restarts and `DELETE /log`. */
export type Entry = Stored<Kept>
export type Stored<T extends Kept> = { id: number; at: string } & T

/** An entry before it has its number; everything in it is plain JSON. */
export type Kept = Sms | Inbound | Push | Mail | Callback | Refusal

export type Kind = Kept['kind']
export const kinds: readonly Kind[] = ['sms', 'inbound', 'push', 'mail', 'callback', 'refusal']

export type SmsStatus = 'accepted' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed'

/** Where a message is heading, fixed when it was accepted so that a restart takes it up again. */
export type Course = {
  final: 'sent' | 'delivered' | 'undelivered' | 'failed'
  errorCode: number | null
  callbacks: 'once' | 'doubled' | 'reordered' | 'late' | 'forged' | 'none'
}

/** One SMS a provider accepted. `via` verify: sent by Verify, with its six digits in `code`; vonage: by the second provider. */
export type Sms = {
  kind: 'sms'
  via: 'messages' | 'verify' | 'vonage'
  sid: string
  to: string
  from: string | null
  body: string
  status: SmsStatus
  error_code: number | null
  segments: number
  encoding: 'GSM-7' | 'UCS-2'
  messaging_service_sid: string | null
  status_callback: string | null
  sent_at: string | null
  updated_at: string
  course: Course
  code?: string
  /** What the sender of a Vonage message calls it. */
  client_ref?: string | null
  answer?: string
}

/** One SMS somebody wrote on a phone here. `reply`: what Twilio itself answers to STOP, START and HELP, or the TwiML of the webhook. */
export type Inbound = {
  kind: 'inbound'
  sid: string
  from: string
  to: string
  body: string
  keyword: 'stop' | 'start' | 'help' | null
  reply: string | null
  replied_by?: 'function'
}

/** One push message. `payload` is what the subscriber's keys opened; `reason` says why it was refused. */
export type Push = {
  kind: 'push'
  device: string
  device_name: string
  payload: unknown
  bytes: number
  ttl: number | null
  urgency: string | null
  topic: string | null
  vapid_subject: string | null
  outcome: 'delivered' | 'refused' | 'gone'
  http_status: number
  reason: string | null
  replaces: number | null
  replaced_by: number | null
  answer?: string
}

export type MailStatus =
  | 'sent'
  | 'delayed'
  | 'delivered'
  | 'bounced'
  | 'soft-bounced'
  | 'suppressed'
  | 'complained'

/** One mail a provider accepted. `is_reported`: its events go to the webhook; those of Auth's own mails do not. */
export type Mail = {
  kind: 'mail'
  provider: 'resend' | 'sendgrid'
  is_reported: boolean
  mail_id: string
  from: string
  to: string[]
  cc: string[]
  bcc: string[]
  reply_to: string[]
  subject: string
  html: string | null
  text: string | null
  headers: Record<string, string>
  tags: { name: string; value: string }[]
  status: MailStatus
  idempotency_key: string | null
  request_hash: string
  answer?: string
}

/** One callback the sandbox made. `about` is the sid or mail id it speaks of, `to` the recipient of that message. */
export type PaymentProvider = 'stripe' | 'paypal' | 'flutterwave' | 'mpesa'

export type Callback = {
  kind: 'callback'
  provider: 'twilio' | 'mail' | 'vonage' | PaymentProvider
  about: string
  to: string
  event: string
  url: string
  http_status: number | null
  error: string | null
  attempts: number
  is_forged: boolean
}

/** A request that was turned down, so that the page can say why nothing arrived. */
export type Refusal = {
  kind: 'refusal'
  provider: 'twilio' | 'verify' | 'lookup' | 'mail' | 'vonage' | PaymentProvider
  to: string | null
  http_status: number | null
  code: number | string | null
  message: string
}

/** The people, numbers and devices an entry belongs to, for `?to=`. */
export function recipients(entry: Kept): string[] {
  switch (entry.kind) {
    case 'sms':
    case 'callback':
      return [entry.to]
    case 'inbound':
      return [entry.from]
    case 'push':
      return [entry.device, entry.device_name]
    case 'mail':
      return [...entry.to, ...entry.cc, ...entry.bcc]
    case 'refusal':
      return entry.to === null ? [] : [entry.to]
  }
}

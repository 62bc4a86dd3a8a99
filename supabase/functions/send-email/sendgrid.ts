import { type Answer, ask, type Silence } from '../_shared/ask.ts'
import { clean, type Outcome } from '../_shared/outcome.ts'
import { readObject, readSilence } from '../_shared/refusal.ts'
import { readStatus } from './answer.ts'
import type { Mail, MailProvider } from './mail.ts'

type Options = { apiKey: string; apiBase?: string; timeoutMs?: number; now?: () => number }

const maxAnswerBytes = 65_536

/**
 * SendGrid's `POST /v3/mail/send`. It has no idempotency key: a lost answer is ambiguous, and the event webhook, which
 * carries the delivery, says whether the mail went out.
 */
export function sendgrid({
  apiKey,
  apiBase = 'https://api.sendgrid.com',
  timeoutMs = 10_000,
  now = Date.now,
}: Options): MailProvider {
  const url = new URL(`${apiBase.replace(/\/$/, '')}/v3/mail/send`)
  return async (mail) =>
    readAnswer(
      await ask(
        url,
        {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(bodyOf(mail)),
        },
        { timeoutMs, maxBytes: maxAnswerBytes },
      ),
      now,
    )
}

function bodyOf({ deliveryId, from, to, subject, html, text, headers }: Mail) {
  const off = { enable: false }
  return {
    personalizations: [{ to: [{ email: to }] }],
    from,
    subject,
    content: [
      { type: 'text/plain', value: text },
      { type: 'text/html', value: html },
    ],
    headers,
    // comes back in every event
    custom_args: { delivery_id: deliveryId },
    // our links are signed and counted by ourselves, and nobody is watched while reading
    tracking_settings: {
      click_tracking: { ...off, enable_text: false },
      open_tracking: off,
      subscription_tracking: off,
    },
  }
}

function readAnswer(answer: Answer | Silence, now: () => number): Outcome {
  if ('silence' in answer) return readSilence(answer)
  const { status, headers } = answer
  // the header is all we need: whatever the body is, a 202 was taken
  if (status === 202) {
    const id = headers.get('x-message-id')
    return {
      outcome: 'accepted',
      http_status: status,
      ...(id ? { provider_message_id: clean(id, 100) } : {}),
    }
  }
  if (status >= 200 && status < 300) return { outcome: 'retry', code: 'not_queued', http_status: status }
  const first = firstError(readObject(answer)?.errors)
  return readStatus(answer, {
    ...(first ? { code: codeOf(status, first.field), message: first.message } : {}),
    ...resetOf(headers, now),
  })
}

/** SendGrid names a field and a sentence, no code: the recipient's and the sender's fields are told apart. */
function codeOf(status: number, field: string): string {
  if (status !== 400) return `http_${status}`
  if (/^personalizations\.\d+\.to\b/.test(field)) return 'invalid_recipient'
  return /^from\b/.test(field) ? 'invalid_sender' : 'invalid_request'
}

function firstError(errors: unknown): { field: string; message: string } | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  if (typeof first !== 'object' || first === null) return undefined
  const { field, message } = first as { field?: unknown; message?: unknown }
  return {
    field: typeof field === 'string' ? field : '',
    message: typeof message === 'string' ? message : '',
  }
}

/** X-RateLimit-Reset: seconds since 1970, where Retry-After is missing. */
function resetOf(headers: Headers, now: () => number): { retryAfterS?: number } {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN)
  if (headers.has('retry-after') || !Number.isFinite(reset)) return {}
  return { retryAfterS: Math.min(Math.max(Math.ceil(reset - now() / 1000), 0), 86_400) }
}

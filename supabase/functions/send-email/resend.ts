import { type Answer, ask, type Silence } from '../_shared/ask.ts'
import { clean, type Outcome } from '../_shared/outcome.ts'
import { readObject, readSilence } from '../_shared/refusal.ts'
import type { Sender } from '../_shared/sender.ts'
import { readStatus } from './answer.ts'
import type { Mail, MailProvider } from './mail.ts'

type Options = { apiKey: string; apiBase?: string; timeoutMs?: number }

const maxAnswerBytes = 16_384

/**
 * Resend's `POST /emails`. The delivery is the idempotency key, which Resend remembers for 24 hours: asking again with the
 * same mail gives the first answer and sends nothing, so a lost answer is asked for once more at once.
 */
export function resend({
  apiKey,
  apiBase = 'https://api.resend.com',
  timeoutMs = 10_000,
}: Options): MailProvider {
  const url = new URL(`${apiBase.replace(/\/$/, '')}/emails`)
  const post = async (mail: Mail) =>
    readAnswer(
      await ask(
        url,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${apiKey}`,
            'content-type': 'application/json',
            'idempotency-key': mail.key,
          },
          body: JSON.stringify(bodyOf(mail)),
        },
        { timeoutMs, maxBytes: maxAnswerBytes },
      ),
    )
  return async (mail) => {
    const began = performance.now()
    const outcome = await post(mail)
    // not after a slow answer: a provider that hangs must not hold a lane twice as long
    const isQuick = performance.now() - began < timeoutMs / 2
    return outcome.outcome === 'ambiguous' && isQuick ? await post(mail) : outcome
  }
}

function bodyOf({ deliveryId, from, to, subject, html, text, headers }: Mail) {
  // comes back in every event, so that one finds its delivery even when the answer to the send was lost
  const tags = [{ name: 'delivery_id', value: deliveryId }]
  return { from: written(from), to: [to], subject, html, text, headers, tags }
}

const written = ({ email, name }: Sender) => (name ? `"${name.replaceAll(/["\\]/g, '')}" <${email}>` : email)

function readAnswer(answer: Answer | Silence): Outcome {
  if ('silence' in answer) return readSilence(answer)
  const { status } = answer
  const body = readObject(answer)
  if (status >= 200 && status < 300 && typeof body?.id === 'string' && body.id !== '')
    return { outcome: 'accepted', http_status: status, provider_message_id: clean(body.id, 100) }
  const code =
    typeof body?.name === 'string' && /^[a-z_]{1,60}$/i.test(body.name) ? body.name.toLowerCase() : undefined
  // an earlier try of this delivery was taken, in words that have changed since: it went out
  if (status === 409 && code === 'invalid_idempotent_request')
    return { outcome: 'accepted', http_status: status }
  return readStatus(answer, {
    ...(code ? { code } : {}),
    ...(typeof body?.message === 'string' ? { message: body.message } : {}),
    ...(status === 409 ? { retryAfterS: 5 } : {}),
  })
}

import type { Answer, Silence } from './ask.ts'
import { clean, type Failure, retryAfter } from './outcome.ts'

/** A JSON object that came whole, or nothing. */
export function readObject({ text, isCut }: Answer): Record<string, unknown> | undefined {
  try {
    const body: unknown = isCut ? undefined : JSON.parse(text)
    return typeof body === 'object' && body !== null ? { ...body } : undefined
  } catch {
    return undefined
  }
}

/** No answer: when the connection never stood nothing was sent, else nobody knows. */
export function readSilence({ silence, error }: Silence): Failure {
  if (silence === 'not_sent') return { outcome: 'retry', code: 'not_connected', error: clean(error) }
  return {
    outcome: 'ambiguous',
    code: silence === 'timeout' ? 'timeout' : 'connection_lost',
    error: clean(error),
  }
}

/** What a failed POST means. Ambiguous is whatever the provider may have acted on: none that sends SMS offers an idempotency key. */
export function readRefusal(answer: Answer | Silence, body?: Record<string, unknown>): Failure {
  if ('silence' in answer) return readSilence(answer)
  const { status, headers, text } = answer
  const trouble = { http_status: status, error: clean(String(body?.message ?? text)) }
  const code = typeof body?.code === 'number' ? String(body.code) : undefined
  if (status < 300) return { outcome: 'ambiguous', code: 'unreadable_answer', ...trouble }
  if (status < 400) return { outcome: 'retry', code: 'redirected', ...trouble }
  if (status === 429)
    return { outcome: 'retry', code: code ?? '429', ...retryAfter(headers.get('retry-after')), ...trouble }
  if (status >= 500) return { outcome: 'ambiguous', code: `http_${status}`, ...trouble }
  // a 4xx without a code of the provider's own comes from something in between, which may think better of it
  return code
    ? { outcome: 'permanent', code, ...trouble }
    : { outcome: 'retry', code: `http_${status}`, ...trouble }
}

import type { Answer } from '../_shared/ask.ts'
import { clean, type Failure, retryAfter } from '../_shared/outcome.ts'

/**
 * A failed answer by its status alone; `code` and `message` are what the provider said. A key or an address of ours that
 * is refused is ours to mend, so nothing is thrown away for it. Ambiguous is whatever may have been acted on.
 */
export function readStatus(
  { status, headers, text }: Answer,
  said: { code?: string; message?: string; retryAfterS?: number } = {},
): Failure {
  const trouble = { http_status: status, error: clean(said.message ?? text) }
  const code = said.code ?? `http_${status}`
  const later =
    said.retryAfterS === undefined
      ? retryAfter(headers.get('retry-after'))
      : { retry_after_s: said.retryAfterS }
  if (status < 300) return { outcome: 'ambiguous', code: 'unreadable_answer', ...trouble }
  if (status < 400) return { outcome: 'retry', code: 'redirected', ...trouble }
  if (status === 429) return { outcome: 'retry', code, ...later, ...trouble }
  // 503 says that the request was not handled; other 5xx say nothing
  if (status === 503) return { outcome: 'retry', code, ...later, ...trouble }
  if (status >= 500) return { outcome: 'ambiguous', code, ...trouble }
  if (status === 413) return { outcome: 'permanent', code: 'payload_too_large', ...trouble }
  if (status === 400 || status === 422 || status === 451) {
    // without a word of the provider it comes from something in between, which may think better of it
    return { outcome: said.code ? 'permanent' : 'retry', code, ...trouble }
  }
  return { outcome: 'retry', code, ...later, ...trouble }
}

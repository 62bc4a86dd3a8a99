/** What went wrong, as code word and sentence; `status` 0 means the server was not reached. */
export class Failure extends Error {
  readonly code: string
  readonly status: number
  /** How long the server asks to wait before another try (429); 0 when it does not say. */
  readonly waitMs: number
  constructor(code: string, message: string, status: number, cause?: unknown, waitMs = 0) {
    super(message, { cause })
    this.name = 'Failure'
    this.code = code
    this.status = status
    this.waitMs = waitMs
  }
}

type Answer<T> = {
  data: T
  error: { message: string; hint?: string | null; code?: string; details?: string | null } | null
  status: number
}

export const unreachable = 'Orderline cannot be reached. Check your connection and try again.'
const sentences: Record<number, string> = {
  401: 'Your session has ended. Sign in again.',
  403: 'You may not do this.',
  404: 'This is not there, or not yours to see.',
  429: 'That was too often. Wait a moment and try again.',
}

/** The error of a supabase-js answer as a Failure. The database writes its own sentences (hint = code word); others are replaced. */
export function failureOf({ error, status }: Answer<unknown>): Failure | null {
  if (!error) return null
  if (status === 0 || /fetch|network/i.test(error.message))
    return new Failure('unreachable', unreachable, 0, error)
  if (error.hint && /^[a-z_]+$/.test(error.hint))
    return new Failure(error.hint, error.message, status, error, status === 429 ? waitOf(error.details) : 0)
  const sentence = sentences[status] ?? 'Something on our side failed. Try again in a moment.'
  return new Failure(error.code ?? String(status), sentence, status, error)
}

/** The detail of a refusal by pace is a number of seconds. */
const waitOf = (details: string | null | undefined) =>
  /^\d{1,5}$/.test(details ?? '') ? Number(details) * 1000 : 0

/** Waits for a supabase-js request and returns its rows; throws a Failure. */
export async function rowsOf<T>(request: PromiseLike<Answer<T>>): Promise<NonNullable<T>> {
  const answer = await request
  const failure = failureOf(answer)
  if (failure) throw failure
  return answer.data as NonNullable<T>
}

/** A sentence for people about anything that was thrown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Failure) return error.message
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return unreachable
  return 'Something failed on this page. Reload it and try again.'
}

/** Whether the server was not reached at all: worth keeping and trying again later. */
export function isUnreachable(error: unknown): boolean {
  return (error instanceof Failure && error.status === 0) || error instanceof TypeError
}

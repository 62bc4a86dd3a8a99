import { failureWords } from './failure-words.ts'

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

/** The server was not reached at all. */
export const unreachable = (cause: unknown): Failure =>
  new Failure('unreachable', failureWords.now().unreachable, 0, cause)

/** What a refusal means, in the reader's language: by its code word, else what the server says. */
export const refusalText = (code: string, said: string): string => {
  const { refusals } = failureWords.now()
  return (Object.hasOwn(refusals, code) && refusals[code]) || said
}

/** A sentence about an answer without a code word. */
export function statusText(status: number): string {
  const words = failureWords.now()
  const known: Record<number, string> = {
    401: words.ended,
    403: words.forbidden,
    404: words.missing,
    429: words.tooOften,
  }
  return known[status] ?? words.ourSide
}

/** The error of a supabase-js answer as a Failure. The database names its refusals (hint = code word); the sentences of others are replaced. */
export function failureOf({ error, status }: Answer<unknown>): Failure | null {
  if (!error) return null
  if (status === 0 || /fetch|network/i.test(error.message)) return unreachable(error)
  if (error.hint && /^[a-z_]+$/.test(error.hint))
    return new Failure(
      error.hint,
      refusalText(error.hint, error.message),
      status,
      error,
      status === 429 ? waitOf(error.details) : 0,
    )
  return new Failure(error.code ?? String(status), statusText(status), status, error)
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
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return failureWords.now().unreachable
  return failureWords.now().thisPage
}

/** Whether the server was not reached at all: worth keeping and trying again later. */
export function isUnreachable(error: unknown): boolean {
  return (error instanceof Failure && error.status === 0) || error instanceof TypeError
}

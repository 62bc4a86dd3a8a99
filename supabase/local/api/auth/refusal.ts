/** What GoTrue answers when it refuses: HTTP status and an error code that supabase-js passes on. */
export class AuthRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly more: Record<string, unknown>

  constructor(status: number, code: string, message: string, more: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
  }

  /** Clients that name an API version of 2024 get the code as `code`, older ones as `error_code`. */
  toResponse(request: Request): Response {
    const isRecent = (request.headers.get('x-supabase-api-version') ?? '') >= '2024-01-01'
    const body = isRecent
      ? { code: this.code, message: this.message, ...this.more }
      : { code: this.status, error_code: this.code, msg: this.message, ...this.more }
    const headers = {
      'x-sb-error-code': this.code,
      ...(isRecent && { 'x-supabase-api-version': '2024-01-01' }),
    }
    return Response.json(body, { status: this.status, headers })
  }
}

export const invalid = (message: string) => new AuthRefusal(400, 'validation_failed', message)
export const wrongCredentials = () => new AuthRefusal(400, 'invalid_credentials', 'Invalid login credentials')
export const banned = () => new AuthRefusal(400, 'user_banned', 'User is banned')
export const emailExists = () =>
  new AuthRefusal(422, 'email_exists', 'A user with this email address has already been registered')

/** What failed, in words for the caller; the cause goes to the log. */
export function toAuthRefusal(error: unknown, log: (line: string) => void): AuthRefusal {
  if (error instanceof AuthRefusal) return error
  const { code, message } = error as { code?: string; message?: string }
  if (code === '23505' && message?.includes('users_email_partial_key')) return emailExists()
  log(`Auth: ${code ? `${code}: ${message}` : error instanceof Error ? error.stack : String(error)}`)
  return new AuthRefusal(
    500,
    'unexpected_failure',
    'Unexpected failure, please check server logs for more information',
  )
}

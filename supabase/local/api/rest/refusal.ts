/** What PostgREST answers when a request cannot be carried out: its code (PGRST… or a SQLSTATE) and HTTP status. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: unknown
  readonly hint: string | null
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: unknown; hint?: string | null; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = more.details ?? null
    this.hint = more.hint ?? null
    this.headers = more.headers ?? {}
  }

  toResponse(): Response {
    const body = { code: this.code, details: this.details, hint: this.hint, message: this.message }
    return Response.json(body, {
      status: this.status,
      headers: { 'content-type': 'application/json; charset=utf-8', ...this.headers },
    })
  }
}

/** PGRST100: a query parameter that cannot be read. */
export const unreadable = (what: string, text: string) =>
  new Refusal(400, 'PGRST100', `"failed to parse ${what} (${text})" (line 1, column 1)`, {
    details: `unexpected input in ${what}`,
  })

import pg from 'pg'
import { DatabaseUnreachable } from '../database.ts'
import { Refusal } from './refusal.ts'

const { DatabaseError } = pg

type RaisedError = { code: string; message: string; detail?: string; hint?: string }

const isRaised = (error: unknown): error is RaisedError =>
  error instanceof DatabaseError && error.code !== undefined

/** PostgREST's table of SQLSTATE and HTTP status (PostgREST.Error, pgErrorStatus). The first match counts. */
const statuses: [RegExp, number][] = [
  [/^23503$|^23505$/, 409],
  [/^25006$/, 405],
  [/^42883$|^42P01$/, 404],
  [/^42P17$/, 500],
  [/^08|^53(?!400)|^57P0/, 503],
  [/^0L|^0P|^28/, 403],
  [/^09|^25|^2D|^38|^39|^3B|^40|^53|^54|^55|^57|^58|^F0|^HV|^XX/, 500],
  [/^P0001$/, 400],
  [/^P0/, 500],
]

/** Any failure of a request as the answer PostgREST gives; what nobody expected goes to the log, not to the caller. */
export function toRefusal(error: unknown, isAnonymous: boolean, log: (line: string) => void): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof DatabaseUnreachable) return unreachable(error, log)
  if (!isRaised(error)) {
    log(`REST: ${error instanceof Error ? error.stack : String(error)}`)
    return new Refusal(500, 'PGRSTX00', 'Internal server error')
  }
  if (error.code === 'PGRST') return raised(error)
  const custom = /^PT(\d{3})$/.exec(error.code)
  const status = custom ? Number(custom[1]) : statusOf(error, isAnonymous)
  return new Refusal(status >= 200 && status <= 599 ? status : 500, error.code, error.message, {
    // nothing of how the database works leaves with an error of ours
    details: status >= 500 && !custom ? null : (error.detail ?? null),
    hint: error.hint ?? null,
    headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {},
  })
}

function statusOf({ code, message }: RaisedError, isAnonymous: boolean): number {
  if (code === '42501') return isAnonymous ? 401 : 403
  if (code === '21000') return message.endsWith('requires a WHERE clause') ? 400 : 500
  if (code === '22023' && /^role .* does not exist$/.test(message)) return 401
  return statuses.find(([pattern]) => pattern.test(code))?.[1] ?? 400
}

function unreachable(error: Error, log: (line: string) => void): Refusal {
  log(`REST: no database: ${error.message}`)
  return new Refusal(503, 'PGRST000', 'Database connection error. Retrying the connection.')
}

/** `raise sqlstate 'PGRST'`: message and detail are JSON and say everything. */
function raised(error: RaisedError): Refusal {
  const message = parse(error.message)
  const detail = parse(error.detail ?? '')
  if (
    typeof message?.code !== 'string' ||
    typeof message.message !== 'string' ||
    typeof detail?.status !== 'number'
  ) {
    return new Refusal(500, 'PGRST121', `Could not parse JSON in the "RAISE SQLSTATE 'PGRST'" error`, {
      hint: "MESSAGE must be a JSON object with 'code' and 'message', DETAIL one with 'status' and 'headers'.",
    })
  }
  return new Refusal(detail.status, message.code, message.message, {
    details: message.details ?? null,
    hint: typeof message.hint === 'string' ? message.hint : null,
    headers: Object.fromEntries(
      Object.entries(detail.headers ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  })
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

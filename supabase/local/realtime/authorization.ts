import pg from 'pg'
import type { Identity, Refusal } from './token.ts'

export type ReadPolicies = { broadcast: boolean; presence: boolean | null }
export type Extension = 'broadcast' | 'presence'

/** The x-* headers of the handshake, which policies may read as request.headers. */
export type RequestHeaders = Record<string, string>
export type Subject = { name: string; identity: Identity; headers: RequestHeaders }

export type Authorization = {
  /** Presence is asked for only when the channel wants it; else null. Throws AuthorizationFault. */
  read(subject: Subject, withPresence: boolean): Promise<ReadPolicies>
  write(subject: Subject, extension: Extension): Promise<boolean>
}

/** The question could not be put to the database; `refusal` is what upstream tells the client then. */
export class AuthorizationFault extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal, cause: unknown) {
    super(`${refusal.code}: ${cause}`, { cause })
    this.refusal = refusal
  }
}

const NO_PARTITION = '23514'
const QUERY_CANCELED = '57014'

/** Asks the policies on realtime.messages, with the server's connection acting as the person. */
export function createAuthorization(pool: pg.Pool, log: (line: string) => void): Authorization {
  const ask = async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) => {
    try {
      const { rows } = await pool.query<Row>({ name, text, values })
      return rows[0]
    } catch (cause) {
      const fault = faultOf(cause)
      if (fault) throw new AuthorizationFault(fault, cause)
      // A policy that raises denies, as upstream.
      log(`realtime: RlsPolicyError: ${cause}`)
      return undefined
    }
  }
  const about = ({ name, identity, headers }: Subject) => [
    name,
    identity.claims.role,
    identity.json,
    JSON.stringify(headers),
  ]
  return {
    async read(subject, withPresence) {
      const row = await ask<{ can_broadcast: boolean; can_presence: boolean | null }>(
        'realtime_read',
        'select * from local_realtime.read_policies($1, $2, $3, $4, $5)',
        [...about(subject), withPresence],
      )
      return { broadcast: row?.can_broadcast ?? false, presence: row ? row.can_presence : false }
    },
    async write(subject, extension) {
      const row = await ask<{ is_allowed: boolean }>(
        'realtime_write',
        'select local_realtime.write_policy($1, $2, $3, $4, $5) as is_allowed',
        [...about(subject), extension],
      )
      return row?.is_allowed ?? false
    },
  }
}

function faultOf(cause: unknown): Refusal | null {
  if (!(cause instanceof pg.DatabaseError)) {
    const isBusy = cause instanceof Error && /timeout exceeded when trying to connect/.test(cause.message)
    return isBusy
      ? { code: 'IncreaseConnectionPool', message: 'Please increase your connection pool size' }
      : {
          code: 'UnableToConnectToProject',
          message: 'Realtime was unable to connect to the project database',
        }
  }
  if (cause.code === NO_PARTITION && /no partition of relation/.test(cause.message))
    return {
      code: 'MissingPartition',
      message: 'Realtime was unable to find the expected messages partition',
    }
  if (cause.code === QUERY_CANCELED) return { code: 'QueryCanceled', message: cause.message }
  const isServerGone = cause.code?.startsWith('57P') || cause.code?.startsWith('53')
  return isServerGone
    ? { code: 'UnableToConnectToProject', message: 'Realtime was unable to connect to the project database' }
    : null
}

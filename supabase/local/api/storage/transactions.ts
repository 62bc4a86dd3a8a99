import type { Caller } from '../caller.ts'
import { type Database, type Queries, runAs } from '../database.ts'

/** Transactions on the tables of Storage: as the caller, where policies decide, or as the service, for what is public. */
export function transactions(sql: Database) {
  const as = <T>(caller: Caller, work: (tx: Queries) => Promise<T>) =>
    runAs(
      sql,
      'read write',
      {
        'request.jwt.claims': JSON.stringify(caller.claims),
        search_path: 'storage, public, extensions',
        // Storage may delete its rows; SQL from elsewhere may not: the bytes would stay for ever
        'storage.allow_delete_query': 'true',
        role: caller.role,
      },
      work,
    )
  const service: Caller = { role: 'service_role', claims: { role: 'service_role' }, keyRole: 'service_role' }
  return {
    as,
    /** Without asking policies: only for what the path has already made public or signed. */
    asService: <T>(work: (tx: Queries) => Promise<T>) => as(service, work),
  }
}

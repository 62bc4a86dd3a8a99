import { readFileSync } from 'node:fs'
import { apiSchemaSql } from './api/schema.ts'
import type { Part } from './postgres/prepare.ts'

/** The schemas that Auth, Storage and Realtime bring into a new project's database. */
export function serviceSchemas(): Part[] {
  return [
    { name: 'auth and storage', sql: apiSchemaSql() },
    {
      name: 'realtime',
      sql: `${readFileSync(new URL('./realtime/schema.sql', import.meta.url), 'utf8')}
        select local_realtime.maintain_partitions();`,
    },
  ]
}

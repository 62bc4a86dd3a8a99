import { readFileSync } from 'node:fs'

const own = (name: string) => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8')

/**
 * The schemas auth and storage, as far as this stack goes, and the watch that tells the API about DDL. Run as superuser
 * before migrations; running it again changes nothing. Roles and the empty schemas are there already.
 */
export function apiSchemaSql(): string {
  return [own('auth'), own('storage'), own('reload')].join('\n')
}

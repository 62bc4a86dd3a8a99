import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Client } from 'pg'
import { templatesPage } from './event-table.ts'
import { fontFile } from './font-file.ts'
import { dumpSchema } from './schema-dump.ts'
import { root } from './step.ts'

/** What the files derived from the migrations should hold, by path from the root. */
export async function generatedFiles(client: Client, url: string): Promise<Record<string, string>> {
  return {
    'supabase/schema.sql': await dumpSchema(client),
    'supabase/database.types.ts': databaseTypes(url),
    'docs/templates.md': await templatesPage(client),
    'supabase/functions/payment-receipt/fonts.ts': fontFile(),
  }
}

function databaseTypes(url: string): string {
  const run = (name: string, args: string[], input?: string) =>
    execFileSync(join(root, 'node_modules/.bin', name), args, {
      cwd: root,
      encoding: 'utf8',
      input,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      maxBuffer: 16 * 1024 * 1024,
    })
  const plain = run('supabase', [
    'gen',
    'types',
    'typescript',
    '--db-url',
    `${url}?sslmode=disable`,
    '--schema',
    'public',
  ])
  return run('biome', ['format', '--stdin-file-path=database.ts'], plain)
}

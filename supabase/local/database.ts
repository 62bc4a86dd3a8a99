import { join } from 'node:path'
import { projectRoot } from './config.ts'
import { migrate, ResetNeeded, seed } from './migrate.ts'
import { prepareDatabase, StackSchemaChanged } from './postgres/prepare.ts'
import { serviceSchemas } from './services.ts'

/** Prepares, migrates and (once) seeds the database of this project. Throws ResetNeeded when it cannot follow the files. */
export async function bringUpToDate(
  databaseUrl: string,
  isSeeded: boolean,
  log: (line: string) => void,
): Promise<void> {
  try {
    await prepareDatabase(databaseUrl, serviceSchemas())
  } catch (error) {
    throw error instanceof StackSchemaChanged ? new ResetNeeded(error.message) : error
  }
  const count = await migrate(databaseUrl, join(projectRoot, 'supabase/migrations'))
  if (count > 0) log(`Applied ${count} migration${count === 1 ? '' : 's'}`)
  if (isSeeded) await seed(databaseUrl, join(projectRoot, 'supabase/seed.sql'), log)
}

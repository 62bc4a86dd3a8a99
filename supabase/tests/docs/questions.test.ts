import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../check/step.ts'
import { migrate } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

/** What an engineer on call pastes at night runs here, on the schema as it is: blocks of SQL, and statements in a line. */
const pages = ['operations', 'insight', 'delivery', 'costs', 'sms']
const someone = '00000000-0000-4000-8000-000000000000'
const questions = pages.flatMap((page) => {
  const text = readFileSync(join(root, `docs/${page}.md`), 'utf8')
  const blocks = [...text.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql = '']) => sql)
  const lines = [...text.matchAll(/`((?:select|insert|update|delete) [^`]*;)`/g)].map(([, sql = '']) => sql)
  return [...blocks, ...lines].map((sql) => [page, sql.replaceAll('…', someone)] as const)
})

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let sql: pg.Client
beforeAll(async () => {
  postgres = await startScratchPostgres(serviceSchemas())
  await migrate(postgres.url, join(root, 'supabase/migrations'))
  sql = new pg.Client({ connectionString: asPostgres(postgres.url) })
  await sql.connect()
})
afterAll(async () => {
  await sql?.end()
  await postgres?.stop()
})

test('the pages for whoever is on call have questions to ask', () => {
  for (const page of pages) expect(questions.filter(([of]) => of === page).length, page).toBeGreaterThan(0)
})

test.each(questions)('whoever is on call pastes from docs/%s.md: %s', async (_, question) => {
  await sql.query('begin')
  // nobody here has that id; class 42 is a table, column or function that is not there
  const refusal = await sql.query(question).then(
    () => '',
    (error: pg.DatabaseError) => `${error.code} ${error.message}`,
  )
  await sql.query('rollback')
  expect(refusal).not.toMatch(/^42/)
})

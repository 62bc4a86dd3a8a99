import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../check/step.ts'
import { migrate, seed } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'
import { readTap } from '../tap.ts'

/** The guide's own SQL, in its order: what a reader types is what runs here, so the guide cannot rot. */
const guide = readFileSync(join(root, 'docs/your-own-tables.md'), 'utf8')
const of = (step: number) => {
  const [, section = ''] = guide.split(new RegExp(`^## ${step}\\.`, 'm'))
  return [...(section.split(/^## /m)[0] ?? '').matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql]) => sql ?? '')
}

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let sql: pg.Client

beforeAll(async () => {
  postgres = await startScratchPostgres(serviceSchemas())
  await migrate(postgres.url, join(root, 'supabase/migrations'))
  await seed(postgres.url, join(root, 'supabase/seed.sql'), () => {})
  sql = new pg.Client({ connectionString: asPostgres(postgres.url) })
  await sql.connect()
})
afterAll(async () => {
  await sql?.end()
  await postgres?.stop()
})

/** The rows of each statement of a block; statements without rows give none. */
async function run(block: string | undefined): Promise<Record<string, unknown>[][]> {
  const results = await sql.query(block ?? '')
  return [results].flat().map(({ rows }) => rows)
}

describe('a new user follows the guide', () => {
  test('the guide has a block for each step', () => {
    expect([1, 2, 3, 4, 5, 6].map((step) => of(step).length)).toEqual([1, 1, 1, 2, 3, 1])
  })

  test('the migration of steps 1 and 2 applies', async () => {
    await run(of(1)[0])
    await run(of(2)[0])
  })

  test('the previews show what is promised', async () => {
    const [inApp, sms, findings] = await run(of(3)[0])
    expect(inApp).toEqual([
      {
        title: 'Your prescription is ready',
        body: 'Amoxicillin 500 mg: collect it by 5 December 2026.',
      },
    ])
    expect(sms).toMatchObject([{ encoding: 'UCS-2', segments: 1 }])
    expect(findings).toEqual([])
  })

  test('Ada is told in the app', async () => {
    await run(of(4)[0])
    const [told] = await run(of(4)[1])
    expect(told).toMatchObject([
      { title: 'Your prescription is ready', action_url: '/orders', read_at: null },
    ])
  })

  test('she is told why there was no SMS, and after her yes it is on its way', async () => {
    const [reasons] = await run(of(5)[0])
    expect(reasons).toContainEqual(
      expect.objectContaining({ channel: 'sms', is_sent: false, code: 'no_consent' }),
    )
    await run(of(5)[1])
    const [deliveries] = await run(of(5)[2])
    const texts = deliveries?.filter(({ channel }) => channel === 'sms').map(({ state }) => state)
    expect(texts).toEqual(['suppressed', 'pending'])
  })

  test('the test of step 6 passes', async () => {
    await sql.query('create extension if not exists pgtap with schema extensions')
    const helpers = readFileSync(join(root, 'supabase/tests/database/helpers.psql'), 'utf8')
    const results = await run(of(6)[0]?.replace('\\ir helpers.psql', () => helpers))
    const lines = results
      .flat()
      .flatMap((row) => Object.values(row))
      .filter((value) => typeof value === 'string')
      .flatMap((value) => value.split('\n'))
    expect(readTap(lines)).toEqual({ passed: 5, faults: [] })
  })
})

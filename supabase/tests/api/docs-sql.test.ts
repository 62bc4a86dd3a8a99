import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

// what stands in a page as SQL, as an admin copies it; each block is taken back
let sql: pg.Client
let ada: string
beforeAll(async () => {
  sql = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await sql.connect()
  ada = (await sql.query(`select id from auth.users where email = 'ada@example.com'`)).rows[0].id
})
afterAll(() => sql.end())

const blocks = ['delivery', 'scheduling', 'costs', 'preferences', 'bookings'].flatMap((page) => {
  const text = readFileSync(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8')
  return [...text.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, block = ''], index) => ({
    name: `block ${index + 1} of docs/${page}.md`,
    // a delivery of the reader's own cannot be known
    block: block.replace(/^select public\.redeliver\('…'\);$/m, ''),
  }))
})

test.for(blocks)('an admin runs $name', async ({ block }) => {
  const filled = block
    .replaceAll("'…'", `'${ada}'`)
    .replaceAll("'<person>'", `'${ada}'`)
    .replaceAll("'{…}'", "'{}'")
  await sql.query('begin')
  try {
    await expect(sql.query(filled)).resolves.toBeDefined()
  } finally {
    await sql.query('rollback')
  }
})

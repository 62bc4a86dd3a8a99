import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Tally } from './runners.ts'
import { readTap } from './tap.ts'

const folder = fileURLToPath(new URL('./database/', import.meta.url))

/**
 * Runs the pgTAP files of supabase/tests/database one after another on a database, as `supabase test db` does but without
 * psql. `url` is role postgres; each file rolls itself back. A file that dies, or runs another number of tests than it
 * planned, counts as a failure; one that fails is tried once more. Given names (`06_messages`) run alone.
 */
export async function runPgtap(
  url: string,
  say: (line: string) => void,
  names: string[] = [],
): Promise<Tally> {
  const total = { passed: 0, failed: 0, faults: [] as string[], again: [] as string[] }
  await withClient(url, (client) =>
    client.query('create extension if not exists pgtap with schema extensions'),
  )
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)))
    .sort()
  for (const file of files) {
    const first = await readFile(url, file)
    const { passed, faults } = first.faults.length === 0 ? first : await readFile(url, file)
    const named = (fault: string) => `${file}: ${fault}`
    if (faults.length === 0) total.again.push(...first.faults.map(named))
    total.passed += passed
    total.failed += faults.length
    total.faults.push(...faults.map(named))
    say(`${faults.length === 0 ? '✓' : '✗'} ${file}: ${passed} passed`)
    for (const fault of first.faults) say(`    ${named(fault)}`)
  }
  return total
}

async function readFile(url: string, file: string) {
  const lines: string[] = []
  const died = await withClient(url, (client) => runFile(client, join(folder, file), lines))
  return readTap(lines, died)
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

// what psql does with \ir: the named file stands in its place
function readWithIncludes(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\\ir (\S+)$/gm, (_, name: string) =>
    readFileSync(join(dirname(path), name), 'utf8'),
  )
}

/** Collects the lines a file prints; resolves with the error that ended it early, if one did. */
function runFile(client: pg.Client, path: string, lines: string[]): Promise<Error | undefined> {
  return new Promise((resolve) => {
    // row by row, because a statement that fails would otherwise take the lines before it along
    const query = client.query(new pg.Query<Record<string, unknown>>(readWithIncludes(path)))
    query.on('row', (row) => {
      for (const value of Object.values(row)) if (typeof value === 'string') lines.push(...value.split('\n'))
    })
    query.on('error', (error) => resolve(error))
    query.on('end', () => resolve(undefined))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.SUPABASE_DB_URL
  if (!url) throw new Error('Set SUPABASE_DB_URL; `npm run status -- -o env` prints it while the stack runs.')
  const { passed, failed } = await runPgtap(url, (line) => console.log(line), process.argv.slice(2))
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditNames, nameIn } from './names.ts'
import { words as ar } from './names-ar.ts'
import { words as es } from './names-es.ts'

const migrations = new URL('../../../../../supabase/migrations/', import.meta.url)
const chapter = (part: string) =>
  readFileSync(new URL(readdirSync(migrations).find((name) => name.includes(part)) ?? '', migrations), 'utf8')
const en = auditNames.now()

test('every table under the audit has a name in every language', () => {
  const audited = chapter('_audited_tables').matchAll(/private\.audit\('([\w.]+)'|on ([\w.]+) for each row/g)
  const tables = [...audited].map(([, called, triggered]) => called ?? triggered ?? '')
  expect(tables.length).toBeGreaterThan(30)
  expect(tables.filter((table) => !(table in en.tables))).toEqual([])
})

test('what has a name in one language has one in the others', () => {
  for (const other of [es, ar])
    for (const part of ['calls', 'tables', 'columns'] as const)
      expect(Object.keys(other[part]).sort()).toEqual(Object.keys(en[part]).sort())
})

test('what staff read in Arabic is Arabic, but for what only the database knows', () => {
  expect(nameIn(ar.calls, 'suspend_person')).toMatch(/^\p{Script=Arabic}/u)
  expect(nameIn(ar.columns, 'role')).toMatch(/^\p{Script=Arabic}/u)
  expect(nameIn(ar.columns, 'a_column_of_yours')).toBe('a_column_of_yours')
  expect(nameIn(ar.tables, 'toString')).toBe('toString')
})

import { expect, test } from 'vitest'
import { fullText } from '../../lib/time.ts'
import { changesOf, pathOf } from './entry.ts'

test('a change shows each column as it was and as it is, empty ones too', () => {
  expect(
    changesOf({ verb: 'updated', was: { muted_until: null }, became: { muted_until: 'tomorrow' } }),
  ).toEqual([{ column: 'muted_until', before: null, after: 'tomorrow' }])
  expect(changesOf({ verb: 'updated', was: { note: 'x' }, became: { note: null } })).toHaveLength(1)
})

test('a row that was added shows what it says and not what it leaves empty', () => {
  const became = { name: 'late', tone: 'bad', note: null, words: { en: 'Hi' }, is_open: false }
  expect(
    changesOf({ verb: 'inserted', was: {}, became }).map(({ column, after }) => [column, after]),
  ).toEqual([
    ['name', 'late'],
    ['tone', 'bad'],
    ['words', '{"en":"Hi"}'],
    ['is_open', 'false'],
  ])
})

test('staff read a moment as they read any other time, and words that only begin like one as they are', () => {
  const joined_at = '2026-11-22T01:24:16.413763+00:00'
  const note = '2026-11-22T01:24:16+00:00 is when it began'
  expect(
    changesOf({ verb: 'inserted', was: {}, became: { joined_at, note } }).map(({ after }) => after),
  ).toEqual([fullText(new Date(joined_at)), note])
})

test('an entry leads to its row where the app shows it', () => {
  expect(pathOf({ table_name: 'public.orders', row_key: 'a' })).toBe('/orders/a')
  expect(pathOf({ table_name: 'public.support_ticket_labels', row_key: 'r/late' })).toBe('/support/r')
  expect(pathOf({ table_name: 'private.settings', row_key: 'true' })).toBeNull()
})

import { expect, test } from 'vitest'
import { countSegments } from './segments.ts'

test.each([
  ['160 plain letters', 'x'.repeat(160), 'GSM-7', 1],
  ['161 plain letters', 'x'.repeat(161), 'GSM-7', 2],
  ['306 plain letters', 'x'.repeat(306), 'GSM-7', 2],
  ['307 plain letters', 'x'.repeat(307), 'GSM-7', 3],
  ['80 euro signs, two places each', '€'.repeat(80), 'GSM-7', 1],
  ['81 euro signs', '€'.repeat(81), 'GSM-7', 2],
  [
    'a euro sign that does not fit into the rest of a part',
    `${'x'.repeat(152)}€${'x'.repeat(152)}`,
    'GSM-7',
    3,
  ],
  ['70 Cyrillic letters', 'ж'.repeat(70), 'UCS-2', 1],
  ['71 of them', 'ж'.repeat(71), 'UCS-2', 2],
  ['35 emoji', '🛵'.repeat(35), 'UCS-2', 1],
  ['36 emoji, never cut in two', '🛵'.repeat(36), 'UCS-2', 2],
])('a message of %s is counted as the network counts', (_, body, encoding, segments) => {
  expect(countSegments(body, false)).toEqual({ encoding, segments })
})

test('one curly quote turns the whole message into UCS-2, unless it is sent smart', () => {
  const body = `It’s ready${'.'.repeat(70)}`
  expect(countSegments(body, false)).toEqual({ encoding: 'UCS-2', segments: 2 })
  expect(countSegments(body, true)).toEqual({ encoding: 'GSM-7', segments: 1 })
})

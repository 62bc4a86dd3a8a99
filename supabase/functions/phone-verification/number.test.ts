import { strictEqual } from 'node:assert/strict'
import { maskNumber, readCode, readNumber } from './number.ts'

Deno.test('a person may type their number as at home, in full, or in their own digits', () => {
  for (const [typed, country] of [
    ['07700 900901', 'GB'],
    ['(07700) 900-901', 'gb'],
    ['+44 7700 900901', 'US'],
    ['+44 (0)7700 900901', undefined],
    ['0044 7700 900901', 'GB'],
    ['٠٧٧٠٠٩٠٠٩٠١', 'GB'],
    ['+٤٤٧٧٠٠٩٠٠٩٠١', undefined],
    ['\u202a+44 7700 900901\u202c', undefined],
    ['+44\u00a07700\u202f900\u2011901', undefined],
  ] as const)
    strictEqual(readNumber(typed, country), '+447700900901', typed)
  strictEqual(readNumber('612 34 56 78', 'ES'), '+34612345678')
  strictEqual(readNumber('0501234567', 'SA'), '+966501234567')
})

Deno.test('what cannot be a number is none', () => {
  for (const [typed, country] of [
    ['07700 900901', undefined],
    ['07700 900901', 'XX'],
    ['123', 'GB'],
    ['+44', undefined],
    ['+44 7700 900901 ext. 5', undefined],
    ['+447700900901234', undefined],
    ['call me', 'GB'],
    ['', 'GB'],
    ['+999 123456789', undefined],
  ] as const)
    strictEqual(readNumber(typed, country), undefined, typed)
})

Deno.test('a number is shown by its ends', () => {
  strictEqual(maskNumber('+447700900901'), '+44***901')
})

Deno.test('a code may come with blanks, hyphens, or in Arabic digits', () => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '١٢٣٤٥٦', '۱۲۳۴۵۶', '１２３４５６', '\u200e123456'])
    strictEqual(readCode(typed), '123456', typed)
  for (const typed of ['', '12', 'abcdef', '12345678901', '12345x'])
    strictEqual(readCode(typed), undefined, typed)
})

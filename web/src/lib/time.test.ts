import { expect, test, vi } from 'vitest'
import { agoText, daysBetween, dayText } from './time.ts'

const now = new Date(2026, 10, 21, 14, 5)
const before = (ms: number) => new Date(now.getTime() - ms)
const minute = 60_000
// in the language of whoever runs the tests
const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const longWords = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

test('a reader sees minutes, then hours, then yesterday', () => {
  expect(agoText(before(20_000), now)).toBe(words.format(0, 'second'))
  expect(agoText(before(2 * minute), now)).toBe(words.format(-2, 'minute'))
  expect(agoText(before(3 * 60 * minute), now)).toBe(words.format(-3, 'hour'))
  expect(agoText(before(26 * 60 * minute), now)).toBe(words.format(-1, 'day'))
})

test('shortly after midnight, ten minutes ago is minutes ago but another day', () => {
  const midnight = new Date(2026, 10, 21, 0, 4)
  const then = new Date(2026, 10, 20, 23, 54)
  expect(agoText(then, midnight)).toBe(words.format(-10, 'minute'))
  expect(daysBetween(then, midnight)).toBe(1)
  expect(dayText(then, midnight).toLowerCase()).toBe(longWords.format(-1, 'day').toLowerCase())
})

test('a clock that runs behind does not promise the future', () => {
  expect(agoText(new Date(now.getTime() + minute), now)).toBe(words.format(0, 'second'))
})

test('a reader in Britain sees one style of time, alone, on a day and in a range', async () => {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages: ['en-GB'] })
  const { clockRangeText, clockText, timeText } = await import('./time.ts')
  vi.unstubAllGlobals()
  const nine = new Date(2026, 10, 3, 9, 5)
  expect(clockText(nine)).toBe('09:05')
  expect(timeText(nine, now)).toBe('3 Nov, 09:05')
  expect(clockRangeText(nine, new Date(2026, 10, 3, 9, 12))).toBe('09:05–09:12')
})

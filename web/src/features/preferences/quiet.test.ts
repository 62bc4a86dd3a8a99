import { expect, test } from 'vitest'
import { everyDay, isQuietAt, lengthText, placeOf, type QuietHours, spansOf, wallClock } from './quiet.ts'

const night: QuietHours = { is_enabled: true, starts: '22:00', ends: '07:00', weekdays: everyDay }

test('a night is two parts of the bar, a siesta one, and one that ends at midnight is not a sliver', () => {
  expect(spansOf(night)).toEqual([
    { from: 0, to: 420 },
    { from: 1320, to: 1440 },
  ])
  expect(spansOf({ starts: '13:00', ends: '14:30' })).toEqual([{ from: 780, to: 870 }])
  expect(spansOf({ starts: '22:00', ends: '00:00' })).toEqual([{ from: 1320, to: 1440 }])
})

test('how long it lasts is said in hours and minutes', () => {
  expect(lengthText(night)).toBe('9 h')
  expect(lengthText({ starts: '13:00', ends: '14:30' })).toBe('1 h 30 min')
  expect(lengthText({ starts: '13:00', ends: '13:20' })).toBe('20 min')
})

test('a night belongs to the day on which it begins', () => {
  const friday = { ...night, weekdays: [5] }
  expect(isQuietAt(friday, 23 * 60, 5)).toBe(true)
  expect(isQuietAt(friday, 6 * 60, 6)).toBe(true)
  expect(isQuietAt(friday, 6 * 60, 5)).toBe(false)
  expect(isQuietAt(friday, 7 * 60, 6)).toBe(false)
  expect(isQuietAt({ ...night, weekdays: [7] }, 60, 1)).toBe(true)
})

test('hours that are off, or end where they begin, are never quiet', () => {
  expect(isQuietAt({ ...night, is_enabled: false }, 0, 1)).toBe(false)
  expect(isQuietAt({ ...night, ends: '22:00' }, 0, 1)).toBe(false)
})

test('the clock on the wall is that of the zone, and an unknown zone has none', () => {
  const at = new Date('2026-11-22T23:30:00Z')
  expect(wallClock(at, 'Asia/Tokyo')).toEqual({ minutes: 510, weekday: 1 })
  expect(wallClock(at, 'UTC')).toEqual({ minutes: 1410, weekday: 7 })
  expect(wallClock(at, 'Mars/Olympus')).toBeNull()
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
})

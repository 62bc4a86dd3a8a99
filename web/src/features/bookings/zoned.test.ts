import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayIn, minuteIn, otherZone, weekdayOf, weekStart, weeksOf } from './zoned.ts'

const days = fc
  .integer({ min: 0, max: 20_000 })
  .map((n) => new Date(946_684_800_000 + n * 86_400_000).toISOString().slice(0, 10))

describe('days of a calendar', () => {
  it('belong to the clock on the wall where it takes place, not to the reader', () => {
    const late = new Date('2026-11-30T23:30:00Z')
    expect(dayIn('Europe/Berlin', late)).toBe('2026-12-01')
    expect(dayIn('America/New_York', late)).toBe('2026-11-30')
    expect(minuteIn('Europe/Berlin', late)).toBe(30)
    expect(minuteIn('Asia/Kolkata', late)).toBe(5 * 60)
  })

  it('show a month as whole weeks that hold each of its days once, whatever day a week begins on', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 7 }), (day, first) => {
        const weeks = weeksOf(day, first)
        const all = weeks.flat()
        const inMonth = all.filter((one) => one.slice(0, 7) === day.slice(0, 7))
        expect(new Set(all).size).toBe(weeks.length * 7)
        expect(inMonth).toHaveLength(Number(addDays(addMonths(day, 1), -1).slice(8)))
        for (const [start] of weeks) expect(weekdayOf(start ?? '')).toBe(first)
        expect(all).toContain(day)
      }),
    )
  })

  it('have a week that begins on the day the reader begins it, and holds them', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 7 }), (day, first) => {
        const start = weekStart(day, first)
        expect(weekdayOf(start)).toBe(first)
        expect(start <= day && day < addDays(start, 7)).toBe(true)
      }),
    )
  })

  it('name the zone only to readers on another clock', () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(otherZone(here, new Date())).toBeNull()
    const far =
      minuteIn('Asia/Kathmandu', new Date()) === minuteIn(here, new Date()) ? 'UTC' : 'Asia/Kathmandu'
    expect(otherZone(far, new Date())).toBeTruthy()
  })
})

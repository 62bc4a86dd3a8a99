import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localInput, snoozeTimes } from './snooze-times.ts'

describe('a person who puts something off', () => {
  const labels = (local: string) => snoozeTimes(new Date(local)).map(({ label }) => label)

  it('may have it back this evening, unless the evening is here', () => {
    expect(labels('2026-11-21T10:00')).toContain('This evening')
    expect(labels('2026-11-21T17:30')).not.toContain('This evening')
  })

  it('is offered times that lie ahead, each later than the last, at any time of any day', () => {
    const moment = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moment, (now) => {
        const times = snoozeTimes(now)
        for (const { at } of times) expect(at.getTime()).toBeGreaterThan(now.getTime())
        const week = times.at(-1)?.at
        expect(week?.getDay()).toBe(1)
        expect(week?.getHours()).toBe(8)
      }),
    )
  })

  it('picks a time of their own in their own zone', () => {
    expect(localInput(new Date(2026, 10, 21, 9, 5))).toBe('2026-11-21T09:05')
  })
})

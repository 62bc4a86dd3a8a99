import { describe, expect, it } from 'vitest'
import { clockText, waitText } from './pending-code.ts'

describe('a person who waits', () => {
  it('sees a clock run down', () => {
    expect([27, 0, -3, 60, 599, 26.2].map(clockText)).toEqual([
      '0:27',
      '0:00',
      '0:00',
      '1:00',
      '9:59',
      '0:27',
    ])
  })

  it('reads how long in words', () => {
    expect([1, 30, 89, 90, 600, 5399, 5400, 86_000].map(waitText)).toEqual([
      '1 second',
      '30 seconds',
      '89 seconds',
      '2 minutes',
      '10 minutes',
      '90 minutes',
      '2 hours',
      '24 hours',
    ])
  })
})

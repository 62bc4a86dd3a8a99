import { expect, test } from 'vitest'
import { timeText } from '../../lib/time.ts'
import { freshnessOf, freshnessText, markerNote } from './freshness.ts'
import { someTracking } from './some-tracking.ts'

// in the language of whoever runs the tests
const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const minutes = (count: number) => words.format(-count, 'minute')
const now = new Date('2026-11-21T10:10:00Z')
const secondsAgo = (count: number) => new Date(now.getTime() - count * 1_000)
const seen = (count: number) => someTracking({ recorded_at: secondsAgo(count).toISOString() }).position

test('a viewer is told how old a position is once it is older than 45 s, and where it was last seen after 120 s', () => {
  expect(markerNote(seen(45), 'sharing', now)).toBe('')
  expect(markerNote(seen(50), 'sharing', now)).toBe(minutes(1))
  expect(markerNote(seen(125), 'sharing', now)).toBe(`last seen ${timeText(secondsAgo(125), now)}`)
  expect(freshnessText(seen(10), 'sharing', now)).toBe('updated just now')
  expect(freshnessText(seen(100), 'sharing', now)).toBe(`updated ${minutes(1)}`)
  expect([45, 46, 120, 121].map((age) => freshnessOf(seen(age), 'sharing', now))).toEqual([
    'fresh',
    'stale',
    'stale',
    'lost',
  ])
})

test('a viewer is told of a pause at once, however fresh the position', () => {
  expect(markerNote(seen(1), 'paused', now)).toBe('paused')
  expect(freshnessText(seen(1), 'paused', now)).toBe('paused')
  expect(freshnessText(seen(180), 'paused', now)).toBe(`paused, last seen ${timeText(secondsAgo(180), now)}`)
})

import { expect, test } from 'vitest'
import { freshnessText, markerNote } from './freshness.ts'
import type { Position } from './position.ts'

// in the language of whoever runs the tests
const words = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const minutes = (count: number) => words.format(-count, 'minute')
const now = new Date('2026-11-21T10:10:00Z')
const seen = (secondsAgo: number): Position => ({
  recorded_at: new Date(now.getTime() - secondsAgo * 1_000).toISOString(),
  lat: 45,
  lng: 13,
  accuracy_m: null,
  speed_mps: null,
  heading_deg: null,
})

test('a viewer is told how old a position is once it is older than 45 s', () => {
  expect(markerNote(seen(45), 'sharing', now)).toBe('')
  expect(markerNote(seen(50), 'sharing', now)).toBe(minutes(1))
  expect(markerNote(seen(125), 'sharing', now)).toBe(minutes(2))
  expect(freshnessText(seen(10), 'sharing', now)).toBe('updated just now')
  expect(freshnessText(seen(125), 'sharing', now)).toBe(`updated ${minutes(2)}`)
})

test('a viewer is told of a pause at once, however fresh the position', () => {
  expect(markerNote(seen(1), 'paused', now)).toBe('paused')
  expect(freshnessText(seen(1), 'paused', now)).toBe('paused')
  expect(freshnessText(seen(180), 'paused', now)).toBe(`paused, last seen ${minutes(3)}`)
})

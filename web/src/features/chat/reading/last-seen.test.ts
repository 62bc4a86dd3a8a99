import { expect, test } from 'vitest'
import { lastSeenText } from './last-seen.ts'

const now = new Date(2026, 10, 21, 18, 0).getTime()
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

test('who was just here, an hour ago or never is told apart', () => {
  expect(lastSeenText(ago(1), now)).toBe('Last seen just now')
  expect(lastSeenText(ago(5), now)).toMatch(/^Last seen 5 min/)
  expect(lastSeenText(ago(150), now)).toMatch(/^Last seen 2 h/)
  expect(lastSeenText(null, now)).toBe('')
  expect(lastSeenText('nonsense', now)).toBe('')
})

test('a clock that goes ahead says just now and nothing stranger', () => {
  expect(lastSeenText(ago(-10), now)).toBe('Last seen just now')
})

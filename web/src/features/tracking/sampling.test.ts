import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceM } from '../../lib/geo.ts'
import { distanceFilterM, type Fix, heartbeatMs, isWorthSending } from './sampling.ts'

const fix = (part: Partial<Fix>): Fix => ({
  at: 0,
  lat: 45,
  lng: 13,
  accuracyM: 8,
  speedMps: null,
  headingDeg: null,
  ...part,
})
// one degree of latitude is 111.2 km
const north = (metres: number) => 45 + metres / 111_195

test('the first fix is sent, unless it is too coarse for the server', () => {
  expect(isWorthSending(fix({}), null)).toBe(true)
  expect(isWorthSending(fix({ accuracyM: 201 }), null)).toBe(false)
})

test('a partner who walks is sent every 10 m, one who drives at 25 m/s every 50 m', () => {
  expect(distanceFilterM(1.4)).toBe(10)
  expect(distanceFilterM(null)).toBe(10)
  expect(distanceFilterM(25)).toBe(50)
  expect(isWorthSending(fix({ at: 4_000, lat: north(11) }), fix({}))).toBe(true)
  expect(isWorthSending(fix({ at: 4_000, lat: north(9) }), fix({}))).toBe(false)
  expect(isWorthSending(fix({ at: 4_000, lat: north(40), speedMps: 25 }), fix({}))).toBe(false)
})

test('a partner who races is still sent at most every 3 s', () => {
  expect(isWorthSending(fix({ at: 2_900, lat: north(500) }), fix({}))).toBe(false)
})

test('a partner nobody looks at is sent at most every 10 s', () => {
  const moved = (at: number) => fix({ at, lat: north(50) })
  expect(isWorthSending(moved(9_900), fix({}), { isWatched: false })).toBe(false)
  expect(isWorthSending(moved(9_900), fix({}), { isWatched: true })).toBe(true)
  expect(isWorthSending(moved(10_000), fix({}), { isWatched: false })).toBe(true)
})

test('a partner whose last point was refused is sent again after 3 s, wherever the device stands', () => {
  expect(isWorthSending(fix({ at: 4_000 }), fix({}), { isRefused: true })).toBe(true)
  expect(isWorthSending(fix({ at: 2_000, lat: north(50) }), fix({}), { isRefused: true })).toBe(false)
})

test('a partner who stands still is sent once a minute', () => {
  expect(isWorthSending(fix({ at: heartbeatMs - 1 }), fix({}))).toBe(false)
  expect(isWorthSending(fix({ at: heartbeatMs }), fix({}))).toBe(true)
})

test('over any drive, two points sent are never nearer in time than 3 s nor farther apart than the filter before a heartbeat', () => {
  const moves = fc.array(
    fc.record({ ms: fc.integer({ min: 200, max: 5_000 }), m: fc.integer({ min: 0, max: 60 }) }),
    {
      maxLength: 200,
    },
  )
  fc.assert(
    fc.property(moves, (steps) => {
      let at = 0
      let metres = 0
      let last: Fix | null = null
      for (const step of steps) {
        at += step.ms
        metres += step.m
        const next = fix({ at, lat: north(metres), speedMps: (step.m / step.ms) * 1000 })
        const isSent = isWorthSending(next, last)
        if (last && isSent) expect(at - last.at).toBeGreaterThanOrEqual(3_000)
        if (last && !isSent && at - last.at >= 3_000) {
          expect(distanceM(last, next)).toBeLessThan(distanceFilterM(next.speedMps))
          expect(at - last.at).toBeLessThan(heartbeatMs)
        }
        if (isSent) last = next
      }
    }),
  )
})

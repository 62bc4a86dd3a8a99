import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extendTrail, newest, type Position, readPosition, readShare, type TrailPoint } from './position.ts'

const at = (second: number): Position => ({
  recorded_at: new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString(),
  lat: 45 + second / 1000,
  lng: 13,
  accuracy_m: null,
  speed_mps: null,
  heading_deg: null,
})

test('in whatever order positions arrive, the marker stands at the latest and the trail never goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }), (seconds) => {
      let shown: Position | null = null
      let trail: TrailPoint[] = []
      for (const second of seconds) {
        shown = newest(shown, at(second))
        trail = extendTrail(trail, at(second))
      }
      expect(shown).toEqual(at(Math.max(...seconds)))
      const times = trail.map((point) => Date.parse(point.recorded_at))
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    }),
  )
})

test('times are compared as moments, not as text', () => {
  const early = { ...at(10), recorded_at: '2026-11-21T10:00:10+00:00' }
  const late = { ...at(11), recorded_at: '2026-11-21T12:00:11.5+02:00' }
  expect(newest(late, early)).toBe(late)
})

test('a viewer is shown nothing that is not a position', () => {
  for (const bad of [
    null,
    {},
    { ...at(1), lat: 91 },
    { ...at(1), lng: '13' },
    { ...at(1), lat: Number.NaN },
  ]) {
    expect(readPosition(bad)).toBeNull()
  }
  expect(readPosition({ ...at(1), order_id: 'x' })).toEqual(at(1))
  expect(readShare({ status: 'elsewhere' })).toBeNull()
  expect(readShare({ status: 'paused', changed_at: 'x' })).toBe('paused')
})

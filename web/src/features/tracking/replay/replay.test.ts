import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distanceM } from '../../../lib/geo.ts'
import { indexAt, momentAt, parseReplay, type ReplayPoint, speedAt, speedGraph } from './replay.ts'

const point = (second: number, more: Partial<ReplayPoint> = {}): ReplayPoint => ({
  ...{ lat: 45 + second * 1e-4, lng: 13, at: second * 1_000 },
  ...{ speed_mps: null, heading_deg: null, accuracy_m: null },
  ...more,
})
const trails = fc
  .uniqueArray(fc.integer({ min: 0, max: 3_600 }), { minLength: 1, maxLength: 60 })
  .map((seconds) => seconds.sort((a, b) => a - b).map((second) => point(second)))

test('staff who drag the slider to any moment see the marker between the two positions around it', () => {
  fc.assert(
    fc.property(trails, fc.integer({ min: -100, max: 3_700 }), (points, second) => {
      const seen = momentAt(points, second * 1_000)
      const before = points.findLast((one) => one.at <= second * 1_000) ?? points[0]
      expect(points[indexAt(points, second * 1_000)]).toBe(before)
      const after = points[points.indexOf(before as ReplayPoint) + 1] ?? before
      expect(seen?.lat).toBeGreaterThanOrEqual(before?.lat ?? 0)
      expect(seen?.lat).toBeLessThanOrEqual(after?.lat ?? 0)
    }),
    { numRuns: 200 },
  )
})

test('in a gap the marker stays at the last known place and the gap is told', () => {
  const points = [point(0), point(10), point(200)]
  expect(momentAt(points, 100_000)).toMatchObject({ lat: points[1]?.lat, gapMs: 190_000, speedMps: null })
  expect(momentAt(points, 5_000)).toMatchObject({ gapMs: 0 })
})

test('the arrow turns between two headings by the shorter way', () => {
  const points = [point(0, { heading_deg: 350 }), point(10, { heading_deg: 10 })]
  expect(momentAt(points, 5_000)?.headingDeg).toBe(360)
})

test('a speed the device did not say is that of the way between two positions', () => {
  const points = [point(0), point(10), point(20, { speed_mps: 3 }), point(200)]
  expect(speedAt(points, 1)).toBeCloseTo(distanceM(point(0), point(10)) / 10, 6)
  expect(speedAt(points, 2)).toBe(3)
  expect(speedAt(points, 3)).toBeNull()
})

test('the graph of speeds is broken where nothing was recorded', () => {
  const { path, topMps } = speedGraph([point(0), point(10), point(20), point(500), point(510)], 100, 10)
  expect(path.match(/M/g)).toHaveLength(2)
  expect(topMps).toBeCloseTo(11.1, 1)
  expect(speedGraph([], 100, 10).path).toBe('')
})

test('the answer is read in order of time, and a summary has a way but no moments', () => {
  const raw = { crossings: [], started_at: null, ended_at: null, distance_m: 12, is_summary: false }
  const trail = [
    [45.1, 13, 2_000, 5, null, 8],
    [45, 13, 1_000, null, null, null],
  ]
  expect(parseReplay({ ...raw, trail })).toMatchObject({ startedAt: 1_000, endedAt: 2_000, distanceM: 12 })
  const summary = {
    ...raw,
    started_at: '2026-11-21T10:00:00Z',
    is_summary: true,
    trail: [
      [45, 13, null],
      [45.1, 13, null],
    ],
  }
  expect(parseReplay(summary)).toMatchObject({ points: [], way: [{ lat: 45 }, { lat: 45.1 }] })
  expect(parseReplay(summary).startedAt).toBe(Date.parse('2026-11-21T10:00:00Z'))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Position, parseTracking, readPosition, readShare, type Tracking } from './position.ts'
import { someTracking } from './some-tracking.ts'
import { withFetched, withHeard } from './tracking.ts'

const second = (n: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, n))
const at = (n: number): Position =>
  someTracking({ recorded_at: second(n).toISOString(), lat: 45 + n / 1000 }).position
const point = (n: number) => ({ lat: 45 + n / 1000, lng: 13, at: second(n).getTime() })
/** What the server answers once it has taken these. */
const answer = (seconds: readonly number[]): Tracking => ({
  ...someTracking(),
  position: seconds.length > 0 ? at(Math.max(...seconds)) : null,
  trail: [...new Set(seconds)].sort((a, b) => a - b).map(point),
})

test('in whatever order positions and answers arrive, the marker stands at the latest and the trail never goes back', () => {
  // each position is taken by the server in order; it is heard late or never, and answers are asked for now and then
  const steps = fc.array(
    fc.record({
      heard: fc.boolean(),
      delay: fc.nat({ max: 5 }),
      asked: fc.boolean(),
      slow: fc.nat({ max: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, (all) => {
      const arrivals = all.flatMap(({ heard, delay, asked, slow }, n) => {
        const taken = Array.from({ length: n + 1 }, (_, i) => i)
        return [
          ...(heard
            ? [{ when: n + delay, act: (known: Tracking) => withHeard(known, 'position_updated', at(n)) }]
            : []),
          ...(asked ? [{ when: n + slow, act: (known: Tracking) => withFetched(known, answer(taken)) }] : []),
        ]
      })
      let known = withFetched(undefined, answer([]))
      let newestMs = 0
      for (const { act } of arrivals.sort((a, b) => a.when - b.when)) {
        known = act(known)
        const shownMs = known.position ? Date.parse(known.position.recorded_at) : 0
        expect(shownMs).toBeGreaterThanOrEqual(newestMs)
        newestMs = shownMs
        const times = known.trail.map((one) => one.at)
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
        expect(times.at(-1) ?? 0).toBe(newestMs)
      }
    }),
    { numRuns: 200 },
  )
})

test('an answer that was asked before the partner stopped does not bring the marker back', () => {
  const known = withFetched(undefined, answer([1, 2]))
  const stopped = withHeard(known, 'sharing_updated', {
    status: 'stopped',
    changed_at: '2026-11-21T10:01:00Z',
  })
  expect(stopped).toMatchObject({ position: null, trail: [] })
  expect(withFetched(stopped, answer([1, 2]))).toMatchObject({ position: null, share: { status: 'stopped' } })
})

test('an answer without a position takes the marker away, and a pause heard late changes nothing', () => {
  const known = withFetched(undefined, answer([1, 2]))
  expect(withFetched(known, answer([])).position).toBeNull()
  expect(withHeard(known, 'sharing_updated', { status: 'paused', changed_at: '2026-11-21T09:00:00Z' })).toBe(
    known,
  )
})

test('times are compared as moments, not as text', () => {
  const known = { ...answer([]), position: { ...at(11), recorded_at: '2026-11-21T12:00:11.5+02:00' } }
  const early = { ...at(10), recorded_at: '2026-11-21T10:00:10+00:00' }
  expect(withHeard(known, 'position_updated', early)).toBe(known)
})

test('a crossing heard twice is known once', () => {
  const crossing = { place: 'pickup', kind: 'arrived', at: '2026-11-21T10:00:00Z' }
  const once = withHeard(answer([]), 'fence_crossed', crossing)
  expect(withHeard(once, 'fence_crossed', crossing).crossings).toEqual([crossing])
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
  expect(readPosition({ ...at(1), order_id: 'x', battery_pct: 3 })).toEqual(at(1))
  expect(readShare({ status: 'elsewhere', changed_at: 'x' })).toBeNull()
})

test('the answer of open_tracking is read as it comes', () => {
  const { recorded_at, lat, lng } = at(3)
  const read = parseTracking({
    ...{ order_id: 'x', topic: 'order:x:loc:2', share: null, position: { recorded_at, lat, lng } },
    ...{ trail: [[45.001, 13, 1_000]], route: { polyline: '_p~iF', distance_m: 3 }, crossings: [] },
  })
  expect(read.position).toEqual(at(3))
  expect(read.trail).toEqual([{ lat: 45.001, lng: 13, at: 1_000 }])
  expect(read.route).toEqual({ polyline: '_p~iF' })
})

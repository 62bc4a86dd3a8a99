import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceM, type Point } from '../lib/geo.ts'
import { makeRoad, type Road, roadAt, snapTo } from '../lib/road.ts'
import { type Fix, glideAt, learnInterval, nextRotation, type Shown, startGlide } from './motion.ts'

const fixAt = (point: Point, at = 5_000, accuracy_m: number | null = 8): Fix => ({
  ...{ lat: point.lat, lng: point.lng, at, accuracy_m },
  ...{ speed_mps: null, heading_deg: null },
})
const shownAt = (point: Point): Shown => ({ point, at: 0, road: null, alongM: 0 })
const here = { lat: 45, lng: 13 }
// 100 m to the north
const there = { lat: 45.0009, lng: 13 }
const usual = { observedMs: 5_000, expectedMs: 5_000, isSnap: false }

describe('a viewer sees the marker', () => {
  test('glide for as long as the last interval lasted', () => {
    const glide = startGlide(shownAt(here), fixAt(there), 1_000, usual)
    expect(glide.durationMs).toBe(5_000)
    expect(glideAt(glide, 3_500).shown.point.lat).toBeCloseTo(45.00045, 6)
    expect(glideAt(glide, 3_500).shown.at).toBe(2_500)
    expect(glideAt(glide, 6_000)).toMatchObject({ shown: { point: there, at: 5_000 }, isDone: true })
  })

  test('take at most 1.5 times the expected interval after a pause', () => {
    const glide = startGlide(shownAt(here), fixAt(there), 0, { ...usual, observedMs: 60_000 })
    expect(glide.durationMs).toBe(7_500)
  })

  test('jump at the first position, over 150 m, and after the page was hidden', () => {
    expect(startGlide(null, fixAt(there), 0, usual).durationMs).toBe(0)
    expect(startGlide(shownAt(here), fixAt({ lat: 45.0014, lng: 13 }), 0, usual).durationMs).toBe(0)
    expect(startGlide(shownAt(here), fixAt(there), 0, { ...usual, isSnap: true }).durationMs).toBe(0)
  })

  test('go through the points of the trail that were missed, not across the corner', () => {
    const corner = { lat: 45.0009, lng: 13 }
    const end = { lat: 45.0009, lng: 13.0009 }
    const glide = startGlide(shownAt(here), fixAt(end), 0, { ...usual, via: [corner] })
    const seen = Array.from({ length: 51 }, (_, i) => glideAt(glide, i * 100).shown.point)
    expect(Math.min(...seen.map((point) => distanceM(point, corner)))).toBeLessThan(3)
  })

  test('point along its way where the device knows no heading', () => {
    const glide = startGlide(shownAt(here), fixAt(there), 0, usual)
    expect(glideAt(glide, 2_000).bearingDeg).toBeCloseTo(0, 3)
  })
})

/** A road of bends, never shorter than a few hundred metres, that never doubles back onto itself. */
const roads = fc
  .array(fc.tuple(fc.integer({ min: 3, max: 20 }), fc.integer({ min: -20, max: 20 })), {
    minLength: 8,
    maxLength: 30,
  })
  .map((steps) => {
    let [lat, lng] = [45, 13]
    const points = steps.map(([north, east]) => {
      lat += north * 1e-4
      lng += east * 1e-4
      return { lat, lng }
    })
    return makeRoad([here, ...points]) as Road
  })
// how far somebody drove since the fix before, how far off the receiver was, and when the fix arrived
const drives = fc.array(
  fc.record({
    onM: fc.integer({ min: 0, max: 120 }),
    errM: fc.integer({ min: -20, max: 20 }),
    afterMs: fc.integer({ min: 300, max: 12_000 }),
  }),
  { minLength: 2, maxLength: 40 },
)

describe('on a known road', () => {
  test('whatever the receiver errs, the marker never leaves the line, never goes back and is never ahead of the partner', () => {
    fc.assert(
      fc.property(roads, drives, (road, drive) => {
        let shown: Shown | null = null
        let expectedMs: number | null = null
        let [nowMs, trueM, farthestM] = [0, 0, 0]
        for (const { onM, errM, afterMs } of drive) {
          trueM = Math.min(road.lengthM, trueM + onM)
          const place = roadAt(road, trueM)
          // scattered to the side, as receivers do
          const fix = fixAt({ lat: place.lat, lng: place.lng + errM * 1e-5 }, nowMs)
          expectedMs = learnInterval(expectedMs, afterMs)
          const o = { observedMs: afterMs, expectedMs, isSnap: false, road }
          const glide = startGlide(shown, fix, nowMs, o)
          for (const share of [0, 0.2, 0.5, 0.9, 1]) {
            const seen = glideAt(glide, nowMs + afterMs * share).shown
            expect(snapTo(road, seen.point).offsetM).toBeLessThan(0.5)
            expect(seen.road).toBe(road)
            expect(seen.alongM).toBeGreaterThanOrEqual(farthestM)
            farthestM = seen.alongM
            shown = seen
          }
          expect(farthestM).toBeLessThan(trueM + 60)
          nowMs += afterMs
        }
      }),
      { numRuns: 150 },
    )
  })

  const straight = makeRoad([here, { lat: 45.02, lng: 13 }]) as Road
  const on = (alongM: number): Shown => ({
    point: roadAt(straight, alongM),
    at: 0,
    road: straight,
    alongM,
  })

  test('a partner who waits is not drawn sliding back and forth', () => {
    const glide = startGlide(on(500), fixAt(roadAt(straight, 470)), 0, { ...usual, road: straight })
    expect(glideAt(glide, 5_000).shown).toMatchObject({ alongM: 500, road: straight })
  })

  test('a partner who turned round is shown where they are, off the line ahead', () => {
    const back = roadAt(straight, 400)
    const glide = startGlide(on(500), fixAt(back), 0, { ...usual, road: straight })
    expect(glideAt(glide, 5_000).shown).toMatchObject({ point: back, road: null })
  })

  test('a partner in a side street is shown there, and joins the road again without a jump', () => {
    const aside = { lat: roadAt(straight, 520).lat, lng: 13.0012 }
    const glide = startGlide(on(500), fixAt(aside), 0, { ...usual, road: straight })
    expect(glide.end).toMatchObject({ point: aside, road: null })
    const joined = startGlide(glide.end, fixAt(roadAt(straight, 560)), 0, { ...usual, road: straight })
    expect(joined.durationMs).toBeGreaterThan(0)
    expect(joined.end.road).toBe(straight)
  })

  test('a drive of half a kilometre between two fixes is glided along at a speed one can drive, or jumped', () => {
    const far = fixAt(roadAt(straight, 1_000))
    const slow = startGlide(on(500), far, 0, {
      observedMs: 30_000,
      expectedMs: 30_000,
      isSnap: false,
      road: straight,
    })
    expect(slow.durationMs).toBe(30_000)
    const quick = startGlide(on(500), far, 0, {
      observedMs: 3_000,
      expectedMs: 3_000,
      isSnap: false,
      road: straight,
    })
    expect(quick.durationMs).toBe(0)
  })

  test('where the road passes the same place twice, the marker stays on its own pass', () => {
    const out = { lat: 45.005, lng: 13 }
    const loop = makeRoad([here, out, { lat: 45, lng: 13.00005 }]) as Road
    const at = { point: roadAt(loop, 400), at: 0, road: loop, alongM: 400 }
    const glide = startGlide(at, fixAt({ lat: roadAt(loop, 440).lat, lng: 13.00004 }), 0, {
      ...usual,
      road: loop,
    })
    expect(glide.end.alongM).toBeLessThan(460)
  })
})

test('one long pause hardly changes the expected interval', () => {
  expect(learnInterval(null, 4_000)).toBe(4_000)
  expect(learnInterval(4_000, 60_000)).toBe(4_800)
})

describe('the arrow of the marker', () => {
  test('turns on by the shorter way without wrapping', () => {
    expect(nextRotation(350, 10, 5)).toBe(370)
    expect(nextRotation(10, 350, 5)).toBe(-10)
  })

  test('keeps its direction below walking pace, where the heading is noise', () => {
    expect(nextRotation(90, 270, 0.4)).toBe(90)
    expect(nextRotation(90, null, 5)).toBe(90)
  })

  test('is not shown before a heading is known', () => {
    expect(nextRotation(null, null, null)).toBeNull()
    expect(nextRotation(null, 45, null)).toBe(45)
  })
})

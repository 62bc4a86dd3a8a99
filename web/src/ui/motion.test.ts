import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { glideAt, learnInterval, nextRotation, startGlide } from './motion.ts'

const here = { lat: 45, lng: 13 }
// 100 m to the north
const there = { lat: 45.0009, lng: 13 }
const usual = { observedMs: 5_000, expectedMs: 5_000, isSnap: false }

describe('a viewer sees the marker', () => {
  test('glide for as long as the last interval lasted', () => {
    const glide = startGlide(here, there, 1_000, usual)
    expect(glide.durationMs).toBe(5_000)
    expect(glideAt(glide, 3_500).point.lat).toBeCloseTo(45.00045, 6)
    expect(glideAt(glide, 6_000)).toEqual({ point: there, isDone: true })
  })

  test('take at most 1.5 times the expected interval after a pause', () => {
    expect(startGlide(here, there, 0, { ...usual, observedMs: 60_000 }).durationMs).toBe(7_500)
  })

  test('snap at the first position, over 150 m, and after the page was hidden', () => {
    expect(startGlide(null, there, 0, usual).durationMs).toBe(0)
    expect(startGlide(here, { lat: 45.0014, lng: 13 }, 0, usual).durationMs).toBe(0)
    expect(startGlide(here, there, 0, { ...usual, isSnap: true }).durationMs).toBe(0)
  })

  test('never leave the line between two positions, and never go back on it', () => {
    const times = fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 2 })
    fc.assert(
      fc.property(times, (moments) => {
        const glide = startGlide(here, there, 1_000, usual)
        const seen = moments.sort((a, b) => a - b).map((moment) => glideAt(glide, moment).point.lat)
        expect([...seen].sort((a, b) => a - b)).toEqual(seen)
        expect(seen.every((lat) => lat >= here.lat && lat <= there.lat)).toBe(true)
      }),
    )
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

import { describe, expect, test } from 'vitest'
import { makeAccuracy } from './accuracy.ts'
import type { Fix } from './sampling.ts'

const fix = (part: Partial<Fix>): Fix => ({
  at: 0,
  lat: 45,
  lng: 13,
  accuracyM: 8,
  speedMps: null,
  headingDeg: null,
  ...part,
})
const north = (metres: number) => 45 + metres / 111_195
const near = { destination: { lat: north(1_000), lng: 13 }, isWatched: false }
const far = { destination: { lat: north(9_000), lng: 13 }, isWatched: false }

describe('the satellites', () => {
  test('are used by a partner who moves near the destination, or who does not know where it is', () => {
    const isHigh = makeAccuracy()
    expect(isHigh(fix({}), near)).toBe(true)
    expect(isHigh(fix({ at: 60_000, lat: north(100) }), { destination: null, isWatched: false })).toBe(true)
  })

  test('rest when the phone has lain still for three minutes, even while somebody looks, and come back with the first move', () => {
    const isHigh = makeAccuracy()
    expect(isHigh(fix({}), near)).toBe(true)
    expect(isHigh(fix({ at: 179_000, lat: north(20) }), near)).toBe(true)
    expect(isHigh(fix({ at: 180_000, lat: north(5) }), { ...near, isWatched: true })).toBe(false)
    // what a coarse fix calls a move may be its own error
    expect(isHigh(fix({ at: 190_000, lat: north(60), accuracyM: 80 }), near)).toBe(false)
    expect(isHigh(fix({ at: 200_000, lat: north(90), accuracyM: 80 }), near)).toBe(true)
  })

  test('rest far from the destination while nobody looks', () => {
    const isHigh = makeAccuracy()
    expect(isHigh(fix({}), far)).toBe(false)
    expect(isHigh(fix({ at: 10_000, lat: north(100) }), { ...far, isWatched: true })).toBe(true)
  })

  test('are insisted on for five minutes where the device is lost without them', () => {
    const isHigh = makeAccuracy()
    expect(isHigh(fix({ accuracyM: 900 }), far)).toBe(true)
    expect(isHigh(fix({ at: 299_000, lat: north(2_000) }), far)).toBe(true)
    expect(isHigh(fix({ at: 301_000, lat: north(2_100) }), far)).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceM, shortestTurn, simplify } from './geo.ts'

const point = fc.record({
  lat: fc.double({ min: 45, max: 45.1, noNaN: true }),
  lng: fc.double({ min: 13, max: 13.1, noNaN: true }),
})

describe('distance', () => {
  test('a viewer reads the distance from London to Paris within 0.5 %', () => {
    const london = { lat: 51.5074, lng: -0.1278 }
    const paris = { lat: 48.8566, lng: 2.3522 }
    expect(Math.abs(distanceM(london, paris) - 343_556) / 343_556).toBeLessThan(0.005)
  })

  test('opposite points of the earth are half its circumference apart, not NaN', () => {
    expect(distanceM({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(Math.PI * 6_371_008.8, 0)
  })
})

describe('turn', () => {
  test('a marker turns from 350° to 10° over north', () => {
    expect(shortestTurn(350, 10)).toBe(20)
    expect(shortestTurn(10, 350)).toBe(-20)
  })

  test('a marker never turns more than half a circle, and ends at its heading', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1080, max: 1080 }), fc.integer({ min: 0, max: 359 }), (from, to) => {
        const turn = shortestTurn(from, to)
        expect(Math.abs(turn)).toBeLessThanOrEqual(180)
        expect((((from + turn) % 360) + 360) % 360).toBe(to)
      }),
    )
  })
})

describe('simplified trail', () => {
  test('a trail keeps both ends, its order, and no point that was not in it', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (points) => {
        const kept = simplify(points)
        expect(kept[0]).toBe(points[0])
        expect(kept.at(-1)).toBe(points.at(-1))
        const places = kept.map((one) => points.indexOf(one))
        expect([...places].sort((a, b) => a - b)).toEqual(places)
      }),
    )
  })

  test('points on a straight road are left out, a corner stays', () => {
    const road = [0, 1, 2, 3, 4].map((i) => ({ lat: 45, lng: 13 + i * 0.001 }))
    const corner = { lat: 45.002, lng: 13.004 }
    expect(simplify([...road, corner])).toEqual([road[0], road[4], corner])
  })

  test('an empty trail stays empty', () => {
    expect(simplify([])).toEqual([])
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePolyline } from './polyline.ts'

/** The other way round, as its author describes it; only for these tests. */
function encode(points: readonly (readonly [number, number])[], digits = 6): string {
  const letters = (value: number) => {
    let rest = value < 0 ? -value * 2 - 1 : value * 2
    let text = ''
    for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode(63 + 32 + (rest % 32))
    return text + String.fromCharCode(63 + rest)
  }
  let [lat, lng] = [0, 0]
  return points
    .map(([a, b]) => {
      const [nextLat, nextLng] = [Math.round(a * 10 ** digits), Math.round(b * 10 ** digits)]
      const text = letters(nextLat - lat) + letters(nextLng - lng)
      ;[lat, lng] = [nextLat, nextLng]
      return text
    })
    .join('')
}

test("the example of the format's author is read as he says", () => {
  expect(decodePolyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@', 5)).toEqual([
    { lat: 38.5, lng: -120.2 },
    { lat: 40.7, lng: -120.95 },
    { lat: 43.252, lng: -126.453 },
  ])
})

test('any line of six decimals comes back as it was', () => {
  const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((n) => n / 1e6)
  fc.assert(
    fc.property(fc.array(fc.tuple(degrees(90), degrees(180))), (line) => {
      const points = decodePolyline(encode(line))
      expect(points.map(({ lat, lng }) => [lat, lng])).toEqual(line.map(([a, b]) => [a + 0, b + 0]))
    }),
    { numRuns: 200 },
  )
})

test('whatever a router answers, nothing is drawn that is not on Earth', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { lat, lng } of decodePolyline(text)) {
        expect(Math.abs(lat)).toBeLessThanOrEqual(90)
        expect(Math.abs(lng)).toBeLessThanOrEqual(180)
      }
    }),
    { numRuns: 300 },
  )
})

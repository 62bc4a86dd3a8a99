import type { Point } from './geo.ts'

/**
 * The points of an encoded polyline, Google's format with `digits` decimals (OSRM's polyline6 has six). Ends at the first
 * thing that is not a polyline or not on Earth: a shorter line is better than a wrong one.
 */
export function decodePolyline(text: string, digits = 6): Point[] {
  const scale = 10 ** digits
  const points: Point[] = []
  let at = 0
  /** The next signed number: five bits a letter, the lowest first, the sign in the last bit. */
  function next(): number | null {
    let value = 0
    for (let shift = 1; at < text.length; shift *= 32) {
      const bits = text.charCodeAt(at++) - 63
      if (bits < 0 || bits > 63) return null
      // not <<: six decimals of a longitude need more than 31 bits on the way
      value += (bits % 32) * shift
      if (bits < 32) return value % 2 === 1 ? -(value + 1) / 2 : value / 2
    }
    return null
  }
  for (let lat = 0, lng = 0; at < text.length; ) {
    const [dLat, dLng] = [next(), next()]
    if (dLat === null || dLng === null) break
    lat += dLat
    lng += dLng
    if (Math.abs(lat) > 90 * scale || Math.abs(lng) > 180 * scale) break
    points.push({ lat: lat / scale, lng: lng / scale })
  }
  return points
}

export type Point = { lat: number; lng: number }

// mean earth radius in metres (IUGG), as private.distance_m in the database
const earthRadiusM = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great-circle distance in metres. */
export function distanceM(from: Point, to: Point): number {
  const dLat = Math.sin(radians(to.lat - from.lat) / 2)
  const dLng = Math.sin(radians(to.lng - from.lng) / 2)
  const h = dLat ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * dLng ** 2
  return 2 * earthRadiusM * Math.asin(Math.sqrt(Math.min(1, h)))
}

/** The turn from one heading to another by the shorter way, in (-180, 180]. */
export function shortestTurn(fromDeg: number, toDeg: number): number {
  const turn = (((toDeg - fromDeg) % 360) + 360) % 360
  return turn > 180 ? turn - 360 : turn
}

/** Metres east and north of an origin; good for the few kilometres a trail spans. */
export function flatM(point: Point, origin: Point): [number, number] {
  const perDegree = (earthRadiusM * Math.PI) / 180
  return [
    (point.lng - origin.lng) * perDegree * Math.cos(radians(origin.lat)),
    (point.lat - origin.lat) * perDegree,
  ]
}

function offsetM(point: Point, from: Point, to: Point): number {
  const [x, y] = flatM(to, from)
  const [px, py] = flatM(point, from)
  const length2 = x * x + y * y
  const along = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * x + py * y) / length2))
  return Math.hypot(px - along * x, py - along * y)
}

/** Douglas–Peucker: leaves out points nearer than `toleranceM` to the line without them. Ends stay. */
export function simplify<P extends Point>(points: readonly P[], toleranceM = 5): P[] {
  const kept = new Uint8Array(points.length)
  const spans: [number, number][] = points.length > 0 ? [[0, points.length - 1]] : []
  kept[0] = kept[points.length - 1] = 1
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    let farthest = 0
    let at = -1
    for (let i = first + 1; i < last; i++) {
      const offset = offsetM(points[i] as P, points[first] as P, points[last] as P)
      if (offset > farthest) [farthest, at] = [offset, i]
    }
    if (at > 0 && farthest > toleranceM) {
      kept[at] = 1
      spans.push([first, at], [at, last])
    }
  }
  return points.filter((_, i) => kept[i])
}

import { distanceM, flatM, type Point } from './geo.ts'

/** A line to move along: its points, and how far each is from the start in metres. */
export type Road = { points: readonly Point[]; alongM: readonly number[]; lengthM: number }

/** A road through these points; doubled ones are left out. Null when there is no way to go. */
export function makeRoad(points: readonly Point[]): Road | null {
  const kept: Point[] = []
  const alongM: number[] = []
  for (const point of points) {
    const before = kept.at(-1)
    const stepM = before ? distanceM(before, point) : 0
    if (before && stepM === 0) continue
    kept.push({ lat: point.lat, lng: point.lng })
    alongM.push((alongM.at(-1) ?? 0) + stepM)
  }
  return kept.length < 2 ? null : { points: kept, alongM, lengthM: alongM.at(-1) ?? 0 }
}

/** The index of the last point that is not beyond `m`; never the end, so that a segment follows it. */
export function segmentAt(road: Road, m: number): number {
  let [low, high] = [0, road.points.length - 2]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((road.alongM[middle] as number) <= m) low = middle
    else high = middle - 1
  }
  return low
}

/** The place `m` metres along, held between start and end. */
export function roadAt(road: Road, m: number): Point {
  if (m >= road.lengthM) return road.points.at(-1) as Point
  const i = segmentAt(road, m)
  const [from, to] = [road.points[i] as Point, road.points[i + 1] as Point]
  const [fromM, toM] = [road.alongM[i] as number, road.alongM[i + 1] as number]
  const share = Math.max(0, (m - fromM) / (toM - fromM))
  return { lat: from.lat + (to.lat - from.lat) * share, lng: from.lng + (to.lng - from.lng) * share }
}

/** The direction of travel `m` metres along, in degrees from north, clockwise, in [0, 360). */
export function bearingAt(road: Road, m: number): number {
  const i = segmentAt(road, m)
  const [east, north] = flatM(road.points[i + 1] as Point, road.points[i] as Point)
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360
}

export type Snap = { alongM: number; offsetM: number }

/**
 * The place of the road between `fromM` and `toM` nearest to a point. A road may pass the same place twice: of two places about
 * as near, the one closer to `likelyM` wins, at a price of 5 cm a metre.
 */
export function snapTo(road: Road, point: Point, fromM = 0, toM = road.lengthM, likelyM?: number): Snap {
  let best: Snap = { alongM: 0, offsetM: Number.POSITIVE_INFINITY }
  let bestPrice = Number.POSITIVE_INFINITY
  for (let i = segmentAt(road, fromM); i < road.points.length - 1; i++) {
    const startM = road.alongM[i] as number
    if (startM > toM) break
    const from = road.points[i] as Point
    const [x, y] = flatM(road.points[i + 1] as Point, from)
    const [px, py] = flatM(point, from)
    const lengthM = (road.alongM[i + 1] as number) - startM
    const wanted = startM + ((px * x + py * y) / (x * x + y * y)) * lengthM
    const alongM = Math.max(startM, fromM, Math.min(startM + lengthM, toM, wanted))
    const share = (alongM - startM) / lengthM
    const offsetM = Math.hypot(px - x * share, py - y * share)
    const price = offsetM + (likelyM === undefined ? 0 : Math.abs(alongM - likelyM) * 0.05)
    if (price < bestPrice) {
      best = { alongM, offsetM }
      bestPrice = price
    }
  }
  return best
}

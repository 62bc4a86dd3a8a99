import * as v from 'valibot'
import { distanceM, type Point, shortestTurn } from '../../../lib/geo.ts'
import { type Crossing, crossingSchema } from '../position.ts'

const pointSchema = v.pipe(
  v.tupleWithRest([v.number(), v.number()], v.nullable(v.number())),
  v.transform(([lat, lng, at = null, speed_mps = null, heading_deg = null, accuracy_m = null]) => ({
    ...{ lat, lng, at, speed_mps, heading_deg, accuracy_m },
  })),
)
const moment = v.nullish(v.string(), null)
const replaySchema = v.object({
  trail: v.array(pointSchema),
  crossings: v.array(crossingSchema),
  started_at: moment,
  ended_at: moment,
  distance_m: v.nullish(v.number(), 0),
  is_summary: v.boolean(),
})

/** One recorded place; `at` in milliseconds since 1970. */
export type ReplayPoint = Point & {
  at: number
  speed_mps: number | null
  heading_deg: number | null
  accuracy_m: number | null
}
export type Replay = {
  /** The way, for the line. */
  way: Point[]
  /** The single positions by time; empty once they are deleted and only the way is kept. */
  points: ReplayPoint[]
  crossings: Crossing[]
  startedAt: number | null
  endedAt: number | null
  distanceM: number
}

// longer than this without a position, nobody knows where it was in between
export const gapMs = 60_000

const timeOf = (moment: string | null) => (moment === null ? null : Date.parse(moment))

/** The answer of replay_trail; throws when it is not one. */
export function parseReplay(answer: unknown): Replay {
  const { trail, crossings, started_at, ended_at, distance_m, is_summary } = v.parse(replaySchema, answer)
  const timed = is_summary
    ? []
    : trail.flatMap((point) => (point.at === null ? [] : [{ ...point, at: point.at }]))
  const points = timed.sort((a, b) => a.at - b.at)
  return {
    ...{ way: trail.map(({ lat, lng }) => ({ lat, lng })), points, crossings, distanceM: distance_m },
    startedAt: points[0]?.at ?? timeOf(started_at),
    endedAt: points.at(-1)?.at ?? timeOf(ended_at),
  }
}

/** The index of the last point recorded at or before a moment; 0 before the first. */
export function indexAt(points: readonly ReplayPoint[], at: number): number {
  let [low, high] = [0, points.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((points[middle] as ReplayPoint).at <= at) low = middle
    else high = middle - 1
  }
  return low
}

export type Moment = Point & {
  index: number
  speedMps: number | null
  headingDeg: number | null
  gapMs: number
}

/** Where it was at a moment: between two positions on the way, in a gap still at the last one, for `gapMs` milliseconds in all. */
export function momentAt(points: readonly ReplayPoint[], at: number): Moment | null {
  const index = indexAt(points, at)
  const from = points[index]
  if (!from) return null
  const to = points[index + 1]
  const spanMs = to ? to.at - from.at : 0
  const still = { lat: from.lat, lng: from.lng, index, speedMps: speedAt(points, index), gapMs: 0 }
  if (!to || spanMs <= 0 || at <= from.at) return { ...still, headingDeg: from.heading_deg }
  if (spanMs > gapMs) return { ...still, speedMps: null, headingDeg: from.heading_deg, gapMs: spanMs }
  const share = (at - from.at) / spanMs
  const turn =
    from.heading_deg === null || to.heading_deg === null
      ? null
      : shortestTurn(from.heading_deg, to.heading_deg)
  return {
    ...still,
    lat: from.lat + (to.lat - from.lat) * share,
    lng: from.lng + (to.lng - from.lng) * share,
    headingDeg: from.heading_deg === null ? null : from.heading_deg + (turn ?? 0) * share,
  }
}

/** Metres per second at a position: as the device said, else worked out from the one before; null after a gap. */
export function speedAt(points: readonly ReplayPoint[], index: number): number | null {
  const [before, point] = [points[index - 1], points[index]]
  if (!point) return null
  if (point.speed_mps !== null) return point.speed_mps
  if (!before || point.at - before.at > gapMs || point.at <= before.at) return null
  return distanceM(before, point) / ((point.at - before.at) / 1_000)
}

/** The speeds as an SVG path in a box of the given size, broken at gaps, and the highest speed drawn. */
export function speedGraph(
  points: readonly ReplayPoint[],
  width: number,
  height: number,
): { path: string; topMps: number } {
  const speeds = points.map((_, index) => speedAt(points, index))
  const topMps = Math.max(5, ...speeds.map((speed) => speed ?? 0))
  const first = points[0]?.at ?? 0
  const spanMs = Math.max(1, (points.at(-1)?.at ?? 0) - first)
  let path = ''
  let isOpen = false
  for (const [index, speed] of speeds.entries()) {
    const at = (points[index] as ReplayPoint).at
    isOpen &&= at - (points[index - 1]?.at ?? at) <= gapMs
    if (speed === null) {
      isOpen = false
      continue
    }
    const x = ((at - first) / spanMs) * width
    const y = height - (speed / topMps) * height
    path += `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
    isOpen = true
  }
  return { path, topMps }
}

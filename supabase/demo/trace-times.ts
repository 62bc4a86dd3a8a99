import type { GpxPoint } from './gpx.ts'
import { distanceM } from './trace-ways.ts'

type Moment = { lat: number; lng: number; s: number }
type Timed = { moments: Moment[]; leftOut: number; isPartly: boolean }

// what is known of a way without times: somebody in a town
const usualMps = 8

/** The points in the order of time, in seconds; null when the file has no two different times. */
export function timed(segments: GpxPoint[][]): Timed | null {
  const times = new Set(segments.flat().flatMap(({ at }) => at ?? []))
  if (times.size < 2) return null
  const filled = bySegment(segments).map(fill)
  const all = filled.flat()
  const forward = rising(all)
  // recorded backwards, or two devices in one file: then by time alone
  const moments = forward.length * 2 >= all.length ? forward : rising(all.toSorted((a, b) => a.s - b.s))
  if (moments.length < 2) return null
  return {
    moments,
    leftOut: segments.flat().length - moments.length,
    isPartly: segments.flat().some(({ at }) => at === null),
  }
}

/** Segments by their first time; one without any stays behind the one it follows. */
function bySegment(segments: GpxPoint[][]): GpxPoint[][] {
  let last = Number.NEGATIVE_INFINITY
  return segments
    .map((points) => {
      last = points.find(({ at }) => at !== null)?.at ?? last
      return { points, from: last }
    })
    .toSorted((a, b) => (a.from === b.from ? 0 : a.from - b.from))
    .map(({ points }) => points)
}

function rising(moments: Moment[]): Moment[] {
  const kept: Moment[] = []
  for (const moment of moments) if (moment.s > (kept.at(-1)?.s ?? Number.NEGATIVE_INFINITY)) kept.push(moment)
  return kept
}

/** A time for each point: between two that have one by the way, outside of them at the usual speed. */
function fill(points: GpxPoint[]): Moment[] {
  const ways = points.map((point, index) => distanceM(points[index - 1] ?? point, point))
  let known = points.findIndex(({ at }) => at !== null)
  if (known < 0) return []
  const seconds: number[] = []
  seconds[known] = (points[known]?.at ?? 0) / 1000
  for (let i = known - 1; i >= 0; i--)
    seconds[i] = (seconds[i + 1] ?? 0) - Math.max(0.1, (ways[i + 1] ?? 0) / usualMps)
  for (let i = known + 1; i < points.length; i++) {
    const at = points[i]?.at ?? null
    if (at === null) continue
    spread(seconds, ways, known, i, at / 1000)
    known = i
  }
  for (let i = known + 1; i < points.length; i++)
    seconds[i] = (seconds[i - 1] ?? 0) + Math.max(0.1, (ways[i] ?? 0) / usualMps)
  return points.map(({ lat, lng }, index) => ({ lat, lng, s: seconds[index] ?? 0 }))
}

function spread(seconds: number[], ways: number[], from: number, to: number, end: number): void {
  const start = seconds[from] ?? 0
  const between = ways.slice(from + 1, to + 1)
  const total = between.reduce((sum, way) => sum + way, 0)
  let gone = 0
  between.forEach((way, index) => {
    gone += way
    const share = total > 0 ? gone / total : (index + 1) / between.length
    seconds[from + 1 + index] = start + (end - start) * share
  })
}

import { type Gpx, type GpxPoint, readGpx } from './gpx.ts'
import { timed } from './trace-times.ts'
import { distanceM, headingDeg } from './trace-ways.ts'

/** One fix of a drive: seconds since the first one, WGS 84 degrees, and speed and heading worked out from its neighbour. */
export type Fix = {
  offset_s: number
  lat: number
  lng: number
  speed_mps: number | null
  heading_deg: number | null
}
export type Trace = {
  fixes: Fix[]
  /** Points of the file; `fixes` may be fewer, or more where a planned way was filled in. */
  points: number
  distance_m: number
  duration_s: number
  times: 'recorded' | 'partly' | 'made up'
  /** What was changed so that it can be driven today, in words. */
  notes: string[]
}

/** Positions older than a day are refused: this much of a drive can be replayed as if it ended now. */
const longestS = 20 * 3600
const longestPauseS = 600
/** A planned way is driven so fast, with a position so often. */
const plannedMps = 8
const plannedEveryS = 10
const mostFixes = 5000
// faster than anything on a road: the times are wrong, and such a speed is not worth sending
const fastestMps = 150

type Moment = { lat: number; lng: number; s: number }

/** A drive out of any file that `readGpx` lets pass. */
export function traceOf(gpx: Gpx): Trace {
  const notes: string[] = []
  const points = gpx.segments.flat().length
  const found = timed(gpx.segments)
  let moments: Moment[]
  if (found) {
    moments = found.moments
    if (found.leftOut > 0)
      notes.push(`${found.leftOut} points whose time is not after the one before are left out`)
    if (found.isPartly) notes.push('points without a time got one from their neighbours')
  } else {
    moments = planned(gpx.segments.flat())
    notes.push('without times of its own it is driven at an even speed')
  }
  moments = shortened(moments, notes)
  moments = thinned(moments, notes)
  const start = moments[0]?.s ?? 0
  const fixes = moments.map((moment, index): Fix => {
    const before = moments[index - 1] ?? moment
    const way = distanceM(before, moment)
    const speed = index === 0 ? 0 : way / Math.max(0.001, moment.s - before.s)
    return {
      offset_s: moment.s - start,
      lat: moment.lat,
      lng: moment.lng,
      speed_mps: speed > fastestMps ? null : speed,
      heading_deg: way > 1 ? headingDeg(before, moment) : null,
    }
  })
  return {
    fixes,
    points,
    distance_m: Math.round(moments.reduce((sum, one, i) => sum + distanceM(moments[i - 1] ?? one, one), 0)),
    duration_s: Math.round(fixes.at(-1)?.offset_s ?? 0),
    times: found ? (found.isPartly ? 'partly' : 'recorded') : 'made up',
    notes,
  }
}

/** The fixes of a GPX text: what tests drive. Throws like `readGpx`. */
export const parseGpx = (text: string): Fix[] => traceOf(readGpx(text)).fixes

/** A way that nobody has driven: at an even speed, filled in so that the marker glides. */
function planned(points: GpxPoint[]): Moment[] {
  const length = points.reduce((sum, one, i) => sum + distanceM(points[i - 1] ?? one, one), 0)
  const mps = Math.min(50, Math.max(plannedMps, length / longestS))
  const every = Math.max(plannedEveryS, length / mps / mostFixes)
  const [first, ...rest] = points as [GpxPoint, ...GpxPoint[]]
  const moments: Moment[] = [{ lat: first.lat, lng: first.lng, s: 0 }]
  for (const next of rest) {
    const from = moments.at(-1) as Moment
    // two points at one place: a second goes by
    const takes = Math.max(1, distanceM(from, next) / mps)
    const steps = Math.ceil(takes / every)
    // the short way round, also over the date line
    const across = ((((next.lng - from.lng + 180) % 360) + 360) % 360) - 180
    for (let step = 1; step <= steps; step++) {
      const share = step / steps
      const lng = from.lng + across * share
      moments.push({
        lat: from.lat + (next.lat - from.lat) * share,
        lng: step === steps ? next.lng : lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng,
        s: from.s + takes * share,
      })
    }
  }
  return moments
}

function shortened(moments: Moment[], notes: string[]): Moment[] {
  const length = (all: Moment[]) => (all.at(-1)?.s ?? 0) - (all[0]?.s ?? 0)
  if (length(moments) <= longestS) return moments
  let cut = 0
  const tight = moments.map((moment, index) => {
    const waited = moment.s - (moments[index - 1]?.s ?? moment.s)
    cut += Math.max(0, waited - longestPauseS)
    return { ...moment, s: moment.s - cut }
  })
  if (cut > 0) notes.push(`pauses were shortened by ${hours(cut)}`)
  const end = tight.at(-1)?.s ?? 0
  const last = tight.filter(({ s }) => s >= end - longestS)
  if (last.length < tight.length)
    notes.push(`only the last ${hours(longestS)} of ${hours(length(tight))} are driven`)
  return last
}

const hours = (seconds: number) => `${Math.round(seconds / 360) / 10} h`

function thinned(moments: Moment[], notes: string[]): Moment[] {
  if (moments.length <= mostFixes) return moments
  const step = (moments.length - 1) / (mostFixes - 1)
  notes.push(`${mostFixes} of ${moments.length} positions are sent`)
  return Array.from({ length: mostFixes }, (_, index) => moments[Math.round(index * step)] as Moment)
}

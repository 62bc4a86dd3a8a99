import { distanceM, type Point, shortestTurn } from '../lib/geo.ts'
import { bearingAt, makeRoad, type Road, roadAt, snapTo } from '../lib/road.ts'

/** Where somebody is: degrees, metres, metres per second; `at` in milliseconds since 1970. Null where the device does not say. */
export type Fix = Point & {
  at: number
  accuracy_m: number | null
  speed_mps: number | null
  heading_deg: number | null
}
/** Where the marker is drawn, as of which moment of recording, and how far along a road when it keeps to one. */
export type Shown = { point: Point; at: number; road: Road | null; alongM: number }
/** The way of the marker from what is shown to a new fix. `line` is null when it stays or jumps. Times are performance.now(). */
export type Glide = {
  line: Road | null
  fromM: number
  toM: number
  fromAt: number
  startMs: number
  durationMs: number
  end: Shown
}

// farther than this the marker jumps: it was not seen driving there
const snapM = 150
// along a known road it may go farther between two fixes, but never faster than this
const fastestMps = 40
// without an interval to go by, a second looks alive and lags little
const firstMs = 1_000
const longestMs = 90_000
// a fix this near to the road was taken on it: a street and its pavements, or as far as the receiver errs
const onRoadM = 25
const onRoadMostM = 60
// standing still, fixes scatter along the road too; farther back than this somebody turned round
const holdM = 60
const reachM = 1_500

/** The expected time between two positions, learnt from what was seen; one long pause does not slow the next glide. */
export function learnInterval(expectedMs: number | null, observedMs: number): number {
  if (expectedMs === null) return Math.min(observedMs, longestMs)
  return expectedMs * 0.6 + Math.min(observedMs, expectedMs * 1.5) * 0.4
}

/** Where on the road a fix belongs, never behind what is shown; null when it is not on the road, or has turned round. */
function placeOnRoad(road: Road, shown: Shown | null, fix: Fix): number | null {
  const nearM = Math.min(onRoadMostM, Math.max(onRoadM, fix.accuracy_m ?? 0))
  const isOn = shown?.road === road
  const here = isOn ? shown.alongM : shown && snapTo(road, shown.point)
  const hereM = typeof here === 'number' ? here : here && here.offsetM <= nearM ? here.alongM : null
  if (hereM === null) {
    const snap = snapTo(road, fix)
    return snap.offsetM <= nearM ? snap.alongM : null
  }
  let snap = snapTo(road, fix, Math.max(0, hereM - holdM), Math.min(road.lengthM, hereM + reachM), hereM)
  if (snap.offsetM > nearM) snap = snapTo(road, fix)
  if (snap.offsetM > nearM || snap.alongM < hereM - holdM) return null
  return Math.max(hereM, snap.alongM)
}

/**
 * A glide to a new fix that lasts about as long as the next one will take to come, at most 1.5 × the expected interval. It keeps
 * to the road while the fixes do, else it goes through `via`, the points of the trail between. It jumps (duration 0) at the first
 * fix, over 150 m, and when the page was hidden or motion is unwanted (`isSnap`).
 */
export function startGlide(
  shown: Shown | null,
  fix: Fix,
  nowMs: number,
  o: {
    observedMs: number | null
    expectedMs: number | null
    isSnap: boolean
    road?: Road | null
    via?: readonly Point[]
  },
): Glide {
  const road = o.road ?? null
  const toM = road && placeOnRoad(road, shown, fix)
  const end: Shown =
    road && toM !== null
      ? { point: roadAt(road, toM), at: fix.at, road, alongM: toM }
      : { point: { lat: fix.lat, lng: fix.lng }, at: fix.at, road: null, alongM: 0 }
  const durationMs = Math.min(o.observedMs ?? firstMs, (o.expectedMs ?? firstMs) * 1.5, longestMs)
  const base = { fromAt: shown?.at ?? fix.at, startMs: nowMs, durationMs, end }
  const jump = { ...base, fromAt: fix.at, durationMs: 0, line: null, fromM: 0, toM: 0 }
  if (!shown || o.isSnap) return jump
  if (end.road && shown.road === end.road) {
    const farthestM = Math.max(snapM, (fastestMps * durationMs) / 1_000)
    if (end.alongM - shown.alongM > farthestM) return jump
    return { ...base, line: end.road, fromM: shown.alongM, toM: end.alongM }
  }
  if (distanceM(shown.point, end.point) > snapM) return jump
  const line = makeRoad([shown.point, ...(end.road ? [] : (o.via ?? [])), end.point])
  return { ...base, line, fromM: 0, toM: line?.lengthM ?? 0 }
}

/** What is shown at a moment, which way it points there, and whether it has arrived. Steady speed: a vehicle does not ease in and out. */
export function glideAt(
  glide: Glide,
  nowMs: number,
): { shown: Shown; bearingDeg: number | null; isDone: boolean } {
  const { line, fromM, toM, fromAt, end } = glide
  const share =
    glide.durationMs <= 0 ? 1 : Math.max(0, Math.min(1, (nowMs - glide.startMs) / glide.durationMs))
  const m = fromM + (toM - fromM) * share
  const bearingDeg = line && toM > fromM ? bearingAt(line, m) : null
  if (share === 1 || !line) return { shown: end, bearingDeg, isDone: share === 1 }
  const isOn = line === end.road
  const shown = {
    point: roadAt(line, m),
    at: fromAt + (end.at - fromAt) * share,
    ...{ road: isOn ? line : null, alongM: isOn ? m : 0 },
  }
  return { shown, bearingDeg, isDone: false }
}

// a heading below walking pace is noise of the receiver
const slowestMps = 1

/** The rotation to show next, in degrees without wrapping, so that CSS turns the shorter way; null keeps what is shown. */
export function nextRotation(
  shownDeg: number | null,
  headingDeg: number | null,
  speedMps: number | null,
): number | null {
  if (headingDeg === null || (speedMps !== null && speedMps < slowestMps)) return shownDeg
  return shownDeg === null ? headingDeg : shownDeg + shortestTurn(shownDeg, headingDeg)
}

import { distanceM, type Point, shortestTurn } from '../lib/geo.ts'

/** The way of the marker from what is shown now to a new position. Times are performance.now() milliseconds. */
export type Glide = { from: Point; to: Point; startMs: number; durationMs: number }

// farther than this the marker jumps: it was not seen driving there
const snapM = 150
// without an interval to go by, a second looks alive and lags little
const firstMs = 1_000
const longestMs = 90_000

/** The expected time between two positions, learnt from what was seen; one long pause does not slow the next glide. */
export function learnInterval(expectedMs: number | null, observedMs: number): number {
  if (expectedMs === null) return Math.min(observedMs, longestMs)
  return expectedMs * 0.6 + Math.min(observedMs, expectedMs * 1.5) * 0.4
}

/**
 * A glide to a new position that lasts about as long as the next one will take to come, at most 1.5 × the expected interval.
 * Snaps (duration 0) over 150 m, at the first position, and when the page was hidden or motion is unwanted.
 */
export function startGlide(
  shown: Point | null,
  to: Point,
  nowMs: number,
  o: { observedMs: number | null; expectedMs: number | null; isSnap: boolean },
): Glide {
  const isJump = !shown || o.isSnap || distanceM(shown, to) > snapM
  const wanted = o.observedMs ?? firstMs
  const durationMs = isJump ? 0 : Math.min(wanted, (o.expectedMs ?? firstMs) * 1.5, longestMs)
  return { from: shown ?? to, to, startMs: nowMs, durationMs }
}

/** Where the marker is at a moment, and whether it has arrived. Steady speed: a vehicle does not ease in and out between fixes. */
export function glideAt(glide: Glide, nowMs: number): { point: Point; isDone: boolean } {
  const share =
    glide.durationMs <= 0 ? 1 : Math.max(0, Math.min(1, (nowMs - glide.startMs) / glide.durationMs))
  return {
    point: {
      lat: glide.from.lat + (glide.to.lat - glide.from.lat) * share,
      lng: glide.from.lng + (glide.to.lng - glide.from.lng) * share,
    },
    isDone: share === 1,
  }
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

import { distanceM, type Point } from '../../lib/geo.ts'

export type Fix = Point & {
  /** Milliseconds since 1970, by the device. */
  at: number
  accuracyM: number | null
  speedMps: number | null
  headingDeg: number | null
}

// elastic distance filter: dense in town, sparse at speed (distance filter stretched by speed ÷ 5 m/s, as Background Geolocation does)
const stepM = 10
const speedPerStepMps = 5
// a point every 3 s is a smooth marker; with nobody looking, the trail alone needs one every 10 s
const watchedMs = 3_000
const unwatchedMs = 10_000
export const heartbeatMs = 60_000
// the server refuses coarser ones
const coarsestM = 200

/** Metres to move before the next point is worth sending. */
export function distanceFilterM(speedMps: number | null): number {
  return stepM * Math.max(1, Math.round((speedMps ?? 0) / speedPerStepMps))
}

/**
 * Whether a fix is worth a point: moved far enough and at least 3 s later (10 s while nobody looks), or nothing was sent for
 * a minute. `isRefused`: the server did not take the last one, so viewers still see an older place and distance does not matter.
 */
export function isWorthSending(
  fix: Fix,
  last: Fix | null,
  { isRefused = false, isWatched = true }: { isRefused?: boolean; isWatched?: boolean } = {},
): boolean {
  if (fix.accuracyM !== null && fix.accuracyM > coarsestM) return false
  if (!last) return true
  const elapsed = fix.at - last.at
  if (elapsed >= heartbeatMs) return true
  if (elapsed < (isWatched ? watchedMs : unwatchedMs)) return false
  return isRefused || distanceM(last, fix) >= distanceFilterM(fix.speedMps)
}

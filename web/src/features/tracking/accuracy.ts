import { distanceM, type Point } from '../../lib/geo.ts'
import type { Fix } from './sampling.ts'

const stillMs = 180_000
const farM = 3_000
// a parked phone wanders; a step beyond this, or beyond its own accuracy, is a move
const wanderM = 30
// such a fix draws no road: then the satellites are needed after all, for a while
const poorM = 100
const insistMs = 300_000

/**
 * Says after each fix whether the device should use its satellites, which cost most of the battery: not while it has stood
 * still for 3 minutes, nor more than 3 km from where it goes with nobody looking.
 */
export function makeAccuracy(): (fix: Fix, to: { destination: Point | null; isWatched: boolean }) => boolean {
  let anchor: Fix | null = null
  let insistUntil = 0
  return (fix, { destination, isWatched }) => {
    if (!anchor || distanceM(anchor, fix) > Math.max(wanderM, fix.accuracyM ?? 0)) anchor = fix
    if (fix.at - anchor.at >= stillMs) return false
    if (isWatched || !destination || distanceM(fix, destination) <= farM) return true
    if (fix.accuracyM !== null && fix.accuracyM > poorM) insistUntil = fix.at + insistMs
    return fix.at < insistUntil
  }
}

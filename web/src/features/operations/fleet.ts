import { distanceM, type Point } from '../../lib/geo.ts'
import { learnInterval, nextRotation } from '../../ui/motion.ts'
import type { Standing, State } from './operation-state.ts'

// nobody drives faster: it was somewhere else before
const fastestMps = 60
const longestMs = 90_000

/** Straight from what is shown to what was heard: one order has a road to keep to, five hundred are too many to ask for. */
type Way = { from: Point; to: Point; startMs: number; durationMs: number }

function startWay(from: Point, to: Point, nowMs: number, observedMs: number, expectedMs: number): Way | null {
  if (distanceM(from, to) > fastestMps * Math.max(1, observedMs / 1000)) return null
  return { from, to, startMs: nowMs, durationMs: Math.min(observedMs, expectedMs * 1.5, longestMs) }
}

/** One marker of the map: what it looks like, and its way from what is shown to where it was last heard. */
export type Vehicle = {
  id: string
  number: string
  state: State
  late: boolean
  accuracyM: number
  next: Point
  shown: Point
  rotationDeg: number | null
  way: Way | null
  heardAt: string
  arrivedMs: number
  expectedMs: number | null
}

/**
 * All markers by order. `take` hears what the list shows now; `step` moves everything to a moment and says whether
 * anything is still under way. Knows nothing of a map, so that it is tested without one. Times are performance.now() ms.
 */
export function makeFleet() {
  const vehicles = new Map<string, Vehicle>()
  return {
    vehicles,
    take(shownOnes: readonly Standing[], nowMs: number, isSnap: boolean) {
      const kept = new Set<string>()
      for (const one of shownOnes) {
        const { position } = one
        if (!position) continue
        kept.add(one.order_id)
        const to = { lat: position.lat, lng: position.lng }
        const known = vehicles.get(one.order_id)
        const looks = {
          state: one.state,
          late: one.late,
          accuracyM: position.accuracy_m ?? 0,
          next: one.next,
        }
        if (!known) {
          vehicles.set(one.order_id, {
            ...looks,
            id: one.order_id,
            number: one.number,
            shown: to,
            rotationDeg: nextRotation(null, position.heading_deg, position.speed_mps),
            way: null,
            heardAt: position.recorded_at,
            arrivedMs: nowMs,
            expectedMs: null,
          })
          continue
        }
        Object.assign(known, looks)
        if (position.recorded_at === known.heardAt) continue
        const observedMs = nowMs - known.arrivedMs
        const expectedMs = learnInterval(known.expectedMs, observedMs)
        known.way = isSnap ? null : startWay(known.shown, to, nowMs, observedMs, expectedMs)
        if (!known.way) known.shown = to
        known.rotationDeg = nextRotation(known.rotationDeg, position.heading_deg, position.speed_mps)
        Object.assign(known, { heardAt: position.recorded_at, arrivedMs: nowMs, expectedMs })
      }
      for (const id of vehicles.keys()) if (!kept.has(id)) vehicles.delete(id)
    },
    step(nowMs: number): boolean {
      let isUnderWay = false
      for (const vehicle of vehicles.values()) {
        const { way } = vehicle
        if (!way) continue
        const share = Math.min(1, Math.max(0, (nowMs - way.startMs) / Math.max(1, way.durationMs)))
        vehicle.shown = {
          lat: way.from.lat + (way.to.lat - way.from.lat) * share,
          lng: way.from.lng + (way.to.lng - way.from.lng) * share,
        }
        if (share === 1) vehicle.way = null
        else isUnderWay = true
      }
      return isUnderWay
    },
  }
}

import type { Point } from '../../lib/geo.ts'
import { type Glide, glideAt, learnInterval, nextRotation, startGlide } from '../../ui/motion.ts'
import type { Standing, State } from './operation-state.ts'

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
  glide: Glide | null
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
            glide: null,
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
        known.glide = startGlide(known.shown, to, nowMs, { observedMs, expectedMs, isSnap })
        known.rotationDeg = nextRotation(known.rotationDeg, position.heading_deg, position.speed_mps)
        Object.assign(known, { heardAt: position.recorded_at, arrivedMs: nowMs, expectedMs })
      }
      for (const id of vehicles.keys()) if (!kept.has(id)) vehicles.delete(id)
    },
    step(nowMs: number): boolean {
      let isUnderWay = false
      for (const vehicle of vehicles.values()) {
        if (!vehicle.glide) continue
        const { point, isDone } = glideAt(vehicle.glide, nowMs)
        vehicle.shown = point
        if (isDone) vehicle.glide = null
        else isUnderWay = true
      }
      return isUnderWay
    },
  }
}

import type { Road } from '../../lib/road.ts'
import { createBaseMap, type Leaflet } from '../../ui/base-map.ts'
import { addPlaces, type PlaceName, type Places } from '../../ui/map-places.ts'
import type { Fix } from '../../ui/motion.ts'
import { addMover } from '../../ui/mover.ts'
import type { MoverLook } from '../../ui/mover-body.ts'
import { type Insets, makeCamera } from './map-camera.ts'
import { addAhead, addTrail } from './map-lines.ts'
import type { TrailPoint } from './position.ts'

/** Everything drawn for one order: pins with their circles, trail, road ahead, marker, and a camera that follows until a hand takes it. */
export function makeScene(
  L: Leaflet,
  element: HTMLElement,
  places: Places,
  o: { label: string; isFrugal: boolean; onFollowChange: (isFollowing: boolean) => void },
) {
  const map = createBaseMap(L, element, places.dropoff)
  element.setAttribute('role', 'application')
  element.setAttribute('aria-label', o.label)
  L.control.scale({ imperial: false, position: 'topleft', maxWidth: 80 }).addTo(map)
  const ends = addPlaces(L, map, places)
  const trail = addTrail(L, map)
  const ahead = addAhead(L, map)
  let trailPoints: readonly TrailPoint[] = []
  let next: PlaceName = 'pickup'
  let isArea = false
  let isEnded = false

  const mover = addMover(L, map, {
    isFrugal: o.isFrugal,
    onFrame(shown) {
      trail.showTo(isArea ? null : shown)
      ahead.showFrom(isArea ? null : shown)
      camera.markerMoved()
    },
  })
  const camera = makeCamera(L, map, {
    onFollowChange: o.onFollowChange,
    wanted() {
      const shown = mover.shown()
      return shown ? [shown.point, places[next], ...ahead.points()] : [places.pickup, places.dropoff]
    },
    marker: () => mover.shown()?.point ?? null,
  })

  return {
    // React may still hand something to a scene whose map it has just taken away: isEnded
    setNext(name: PlaceName) {
      if (isEnded) return
      next = name
      ahead.setEnds(places.pickup, places[name], mover.shown())
      ends.setNext(name)
      camera.frame()
    },
    setRoad(road: Road | null) {
      if (isEnded) return
      mover.setRoad(road)
      ahead.setRoad(road, mover.shown())
      camera.frame(true)
    },
    setTrail(points: readonly TrailPoint[]) {
      if (isEnded) return
      trailPoints = points
      trail.setPoints(points, mover.shown())
    },
    /** Comes after setTrail, so that the marker can go through what was missed. */
    setFix(fix: (Fix & { isCoarse: boolean }) | null) {
      if (isEnded) return
      if (!fix) {
        mover.hide()
        trail.showTo(null)
        ahead.showFrom(null)
        return
      }
      isArea = fix.isCoarse
      const isFirst = !mover.shown()
      mover.moveTo(fix, trailPoints)
      if (isFirst) camera.frame()
    },
    setLook: (look: MoverLook, note: string) => mover.setLook(look, note),
    setLabel: (text: string) => mover.setLabel(text),
    setInsets(insets: Insets) {
      if (!isEnded) camera.setInsets(insets)
    },
    followAgain: () => camera.followAgain(),
    zoomBy(by: number) {
      camera.free()
      map.setZoom(map.getZoom() + by)
    },
    end() {
      isEnded = true
      camera.end()
      mover.end()
      map.remove()
    },
  }
}
export type Scene = ReturnType<typeof makeScene>

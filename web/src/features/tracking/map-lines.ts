import type { Map as LeafletMap } from 'leaflet'
import { type Point, simplify } from '../../lib/geo.ts'
import { type Road, roadAt, segmentAt, snapTo } from '../../lib/road.ts'
import type { Leaflet } from '../../ui/base-map.ts'
import type { Shown } from '../../ui/motion.ts'
import type { TrailPoint } from './position.ts'

const line = (L: Leaflet, map: LeafletMap, className: string) =>
  L.polyline([], { interactive: false, className }).addTo(map)

/** The way so far, simplified. It ends where the marker is shown, which is a little behind the newest point. */
export function addTrail(L: Leaflet, map: LeafletMap) {
  const whole = line(L, map, 'map-trail')
  // only this short one is drawn anew with each frame
  const tip = line(L, map, 'map-trail')
  let points: readonly TrailPoint[] = []
  let passed = -1

  function showTo(shown: Shown | null) {
    const count = shown ? points.findLastIndex((point) => point.at <= shown.at) + 1 : 0
    if (count !== passed) {
      passed = count
      whole.setLatLngs(simplify(points.slice(0, count)))
    }
    const end = points[count - 1]
    tip.setLatLngs(shown && end ? [end, shown.point] : [])
  }
  return {
    setPoints(next: readonly TrailPoint[], shown: Shown | null) {
      points = next
      passed = -1
      showTo(shown)
    },
    showTo,
  }
}

// a marker farther from the road than this is not on it, and the whole road is shown
const offRoadM = 60

/** The way ahead: the road where one is known, solid; else dashes as the crow flies. */
export function addAhead(L: Leaflet, map: LeafletMap) {
  const casing = line(L, map, 'map-ahead-casing')
  const tipCasing = line(L, map, 'map-ahead-casing')
  const rest = line(L, map, 'map-ahead')
  const tip = line(L, map, 'map-ahead')
  const crow = line(L, map, 'map-crow')
  let road: Road | null = null
  let from: Point = { lat: 0, lng: 0 }
  let to: Point = from
  let drawn = -1

  /** How far along the marker is; -1 when it is not on this road. */
  function alongOf(shown: Shown, on: Road): number {
    if (shown.road === on) return shown.alongM
    const snap = snapTo(on, shown.point)
    return snap.offsetM <= offRoadM ? snap.alongM : -1
  }

  function draw(shown: Shown | null) {
    const m = road && shown ? alongOf(shown, road) : -1
    const segment = road && m >= 0 ? segmentAt(road, m) + 1 : 0
    if (segment !== drawn) {
      drawn = segment
      const points = road ? road.points.slice(segment) : []
      rest.setLatLngs([...points])
      casing.setLatLngs([...points])
    }
    const next = road && m >= 0 ? road.points[segment] : undefined
    const short = road && next ? [roadAt(road, m), next] : []
    tip.setLatLngs(short)
    tipCasing.setLatLngs(short)
    crow.setLatLngs(road ? [] : [shown?.point ?? from, to])
  }
  return {
    /** Where the line as the crow flies begins without a marker, and where it ends. */
    setEnds(nextFrom: Point, nextTo: Point, shown: Shown | null) {
      ;[from, to] = [nextFrom, nextTo]
      draw(shown)
    },
    setRoad(next: Road | null, shown: Shown | null) {
      if (next === road) return
      road = next
      drawn = -1
      draw(shown)
    },
    showFrom: draw,
    /** What is left of the road, for a camera that keeps it in sight. */
    points: (): readonly Point[] => (road && drawn >= 0 ? road.points.slice(drawn) : []),
  }
}

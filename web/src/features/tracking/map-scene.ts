import type { LatLngExpression } from 'leaflet'
import { type Point, simplify } from '../../lib/geo.ts'
import { createBaseMap, type Leaflet, pinIcon } from '../../ui/base-map.ts'
import { addMover } from '../../ui/mover.ts'
import type { Position, TrailPoint } from './position.ts'

export type Insets = { top: number; bottom: number }
// moving the camera more often than the eye cares only costs battery
const followEveryMs = 500
const edgePx = 32
const closestZoom = 16

/** Everything drawn for one order: pins, trail, way ahead, marker, and a camera that follows until a hand takes it. */
export function makeScene(
  L: Leaflet,
  element: HTMLElement,
  o: {
    pickup: Point
    dropoff: Point
    pickupLabel: string
    dropoffLabel: string
    onFollowChange: (isFollowing: boolean) => void
  },
) {
  const map = createBaseMap(L, element, o.dropoff)
  L.control.scale({ imperial: false, position: 'topleft', maxWidth: 80 }).addTo(map)
  for (const [kind, point, label] of [
    ['pickup', o.pickup, o.pickupLabel],
    ['dropoff', o.dropoff, o.dropoffLabel],
  ] as const) {
    const pin = L.marker(point, { icon: pinIcon(L, kind), interactive: false, keyboard: false }).addTo(map)
    pin.getElement()?.setAttribute('role', 'img')
    pin.getElement()?.setAttribute('aria-label', label)
  }
  const trailLine = L.polyline([], { interactive: false, className: 'map-trail' }).addTo(map)
  const tipLine = L.polyline([], { interactive: false, className: 'map-trail' }).addTo(map)
  const aheadLine = L.polyline([o.pickup, o.dropoff], { interactive: false, className: 'map-ahead' }).addTo(
    map,
  )
  let trailEnd: Point | null = null
  let isFollowing = true
  let insets: Insets = { top: 0, bottom: 0 }
  let followTimer: ReturnType<typeof setTimeout> | undefined
  let isEnded = false

  const mover = addMover(L, map, (shown) => {
    tipLine.setLatLngs(trailEnd ? [trailEnd, shown] : [])
    aheadLine.setLatLngs([shown, o.dropoff])
    // a frame that comes too soon is followed once the time is up: it may be the last for long
    if (isFollowing) followTimer ??= setTimeout(follow, followEveryMs)
  })

  function bounds() {
    const points: LatLngExpression[] = [mover.shown() ?? o.pickup, o.dropoff]
    return L.latLngBounds(points)
  }

  function frameAll(isSmooth = false) {
    map.fitBounds(bounds(), {
      paddingTopLeft: [48, insets.top + 48],
      paddingBottomRight: [48, insets.bottom + 40],
      maxZoom: closestZoom,
      animate: isSmooth,
      duration: 0.5,
    })
  }

  /** Frames anew only when the marker nears an edge, or half the map would do: a map that always moves is hard to read. */
  function follow() {
    followTimer = undefined
    const shown = mover.shown()
    if (!shown || !isFollowing) return
    const at = map.latLngToContainerPoint(shown)
    const size = map.getSize()
    const isInside =
      at.x > edgePx &&
      at.x < size.x - edgePx &&
      at.y > insets.top + edgePx &&
      at.y < size.y - insets.bottom - edgePx
    const covered = L.point(96, insets.top + insets.bottom + 88)
    const fitting = Math.min(closestZoom, map.getBoundsZoom(bounds(), false, covered))
    if (!isInside || fitting > map.getZoom()) frameAll(true)
  }

  function setFollowing(next: boolean) {
    if (next === isFollowing) return
    isFollowing = next
    o.onFollowChange(next)
  }
  map.on('dragstart', () => setFollowing(false))
  const resize = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    if (isFollowing) frameAll()
  })
  resize.observe(element)
  frameAll()

  return {
    setPosition(position: Position | null) {
      // React may still hand something to a scene whose map it has just taken away
      if (isEnded) return
      if (!position) {
        mover.hide()
        tipLine.setLatLngs([])
        aheadLine.setLatLngs([o.pickup, o.dropoff])
        return
      }
      const isFirst = !mover.shown()
      mover.moveTo(position)
      if (isFirst && isFollowing) frameAll()
    },
    /** The line ends one point early: the last stretch grows with the marker. */
    setTrail(points: readonly TrailPoint[]) {
      if (isEnded) return
      const settled = points.slice(0, -1)
      trailEnd = settled.at(-1) ?? null
      trailLine.setLatLngs(simplify(settled))
      const shown = mover.shown()
      tipLine.setLatLngs(trailEnd && shown ? [trailEnd, shown] : [])
    },
    setNote: mover.setNote,
    setLabel: mover.setLabel,
    setInsets(next: Insets) {
      if (isEnded) return
      insets = next
      if (isFollowing) frameAll()
    },
    followAgain() {
      setFollowing(true)
      frameAll()
    },
    zoomBy: (by: number) => map.setZoom(map.getZoom() + by),
    end() {
      isEnded = true
      clearTimeout(followTimer)
      resize.disconnect()
      mover.end()
      map.remove()
    },
  }
}

import type { LeafletMouseEvent } from 'leaflet'
import { env } from '../../lib/env.ts'
import type { Point } from '../../lib/geo.ts'
import { createBaseMap, type Leaflet, pinIcon } from '../../ui/base-map.ts'
import { addFleet } from './fleet-layer.ts'
import type { Standing } from './operation-state.ts'

const followEveryMs = 500
const edgePx = 48
const closestZoom = 16
const nearZoom = 14
const homeZoom = 12

/** The map of all orders: markers, the next place of the chosen one, and a camera that keeps it in sight until a hand takes it. */
export function makeFleetScene(L: Leaflet, element: HTMLElement, onChoose: (id: string) => void) {
  const map = createBaseMap(L, element, [env.mapHome.lat, env.mapHome.lng], homeZoom)
  L.control.scale({ imperial: false, position: 'topleft', maxWidth: 80 }).addTo(map)
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)')
  let coveredPx = 0
  let framed: 'nothing' | 'places' | 'positions' = 'nothing'
  let places: readonly Point[] = []
  let isEnded = false
  let isFollowing = false
  let followedMs = 0
  let chosen: Standing | null = null
  const pins = (['pickup', 'dropoff'] as const).map((kind) => ({
    kind,
    marker: L.marker([0, 0], { icon: pinIcon(L, kind), interactive: false, keyboard: false }),
  }))
  const fleet = addFleet(L, map, keepInSight)

  function keepInSight(point: Point | null) {
    const nowMs = performance.now()
    if (!point || !isFollowing || nowMs - followedMs < followEveryMs) return
    followedMs = nowMs
    const at = map.latLngToContainerPoint([point.lat, point.lng])
    const size = map.getSize()
    const isInside =
      at.x > edgePx && at.x < size.x - edgePx && at.y > edgePx && at.y < size.y - coveredPx - edgePx
    if (!isInside) panTo(point)
  }
  /** Into the middle of what no sheet covers. */
  function panTo(point: Point, zoom = map.getZoom()) {
    const middle = map.project([point.lat, point.lng], zoom).add([0, coveredPx / 2])
    map.setView(map.unproject(middle, zoom), zoom, { animate: !isStill.matches, duration: 0.4 })
  }
  function frameAll(isSmooth: boolean) {
    const located = fleet.points()
    const points = located.length > 0 ? located : places
    if (points.length === 0) return
    map.fitBounds(L.latLngBounds(points.map(({ lat, lng }) => [lat, lng])), {
      paddingTopLeft: [48, 48],
      paddingBottomRight: [48, coveredPx + 48],
      maxZoom: closestZoom,
      animate: isSmooth && !isStill.matches,
    })
  }
  map.on('dragstart', () => {
    isFollowing = false
  })
  map.on('click', ({ containerPoint: { x, y } }: LeafletMouseEvent) => {
    const id = fleet.at(x, y)
    if (id) onChoose(id)
  })
  map.on('mousemove', ({ containerPoint: { x, y } }: LeafletMouseEvent) => {
    const id = fleet.at(x, y)
    fleet.hover(id)
    element.style.cursor = id ? 'pointer' : ''
  })
  map.on('mouseout', () => fleet.hover(null))
  const resized = new ResizeObserver(() => map.invalidateSize({ animate: false }))
  resized.observe(element)

  return {
    take(shownOnes: readonly Standing[]) {
      if (isEnded) return
      fleet.take(shownOnes)
      // while nobody shares a position, where the orders go next
      places = shownOnes.map(({ next }) => next)
      const isLocated = fleet.points().length > 0
      if (framed === 'positions' || (framed === 'places' && !isLocated) || shownOnes.length === 0) return
      framed = isLocated ? 'positions' : 'places'
      // a page opened at an order shows that order first
      if (!chosen) frameAll(false)
    },
    choose(next: Standing | null) {
      if (isEnded) return
      const isNew = next?.order_id !== chosen?.order_id
      chosen = next
      fleet.choose(next?.order_id ?? null)
      for (const { kind, marker } of pins) {
        if (next?.next.place === kind) marker.setLatLng(next.next).addTo(map)
        else marker.remove()
      }
      if (!next || !isNew) return
      const shown = fleet.shownOf(next.order_id)
      isFollowing = shown !== null
      panTo(shown ?? next.next, Math.max(map.getZoom(), nearZoom))
    },
    setCovered(px: number) {
      coveredPx = px
    },
    frameAll() {
      isFollowing = false
      frameAll(true)
    },
    zoomBy: (by: number) => map.setZoom(map.getZoom() + by),
    end() {
      isEnded = true
      resized.disconnect()
      fleet.end()
      map.remove()
    },
  }
}

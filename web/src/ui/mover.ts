import type { Circle, Map as LeafletMap } from 'leaflet'
import { type Point, shortestTurn } from '../lib/geo.ts'
import type { Road } from '../lib/road.ts'
import type { Leaflet } from './base-map.ts'
import {
  type Fix,
  type Glide,
  glideAt,
  learnInterval,
  nextRotation,
  type Shown,
  startGlide,
} from './motion.ts'
import { drawMoverBody, type MoverLook } from './mover-body.ts'

// an eye sees no smaller turn, and each one starts a transition anew
const leastTurnDeg = 3
// a frame more often than this is not seen on a map that is only glanced at
const frugalFrameMs = 120

/**
 * One marker that glides from fix to fix, along a road where one is set, with its accuracy as a soft disc. `onFrame` hears what is
 * shown. The element carries it as data-lat, data-lng and data-at (milliseconds of the fix). `isFrugal` draws fewer frames.
 */
export function addMover(
  L: Leaflet,
  map: LeafletMap,
  o: { onFrame: (shown: Shown) => void; isFrugal?: boolean },
) {
  const body = drawMoverBody()
  const icon = L.divIcon({
    className: 'map-mover',
    html: body.element,
    iconSize: [44, 44],
    iconAnchor: [22, 22],
  })
  const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, zIndexOffset: 1000 })
  const disc: Circle = L.circle([0, 0], {
    radius: 0,
    interactive: false,
    stroke: true,
    className: 'map-accuracy',
  })
  let label = ''
  let look: MoverLook = 'fresh'
  let road: Road | null = null
  let glide: Glide | null = null
  let shown: Shown | null = null
  let last: Fix | null = null
  let rotation: number | null = null
  let lastArrivalMs: number | null = null
  let expectedMs: number | null = null
  let frame = 0
  let drawnMs = 0
  let wasHidden = false
  const onVisibility = () => {
    wasHidden ||= document.visibilityState === 'hidden'
  }
  document.addEventListener('visibilitychange', onVisibility)
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)')

  function dress() {
    marker.getElement()?.setAttribute('role', 'img')
    marker.getElement()?.setAttribute('aria-label', label)
    for (const element of [marker.getElement(), disc.getElement()]) element?.setAttribute('data-look', look)
  }

  function turnTo(headingDeg: number | null, speedMps: number | null) {
    const next = nextRotation(rotation, headingDeg, speedMps)
    if (next === null || (rotation !== null && Math.abs(shortestTurn(rotation, next)) < leastTurnDeg)) return
    rotation = next
    body.turn(rotation, !isStill.matches)
  }

  function show(next: Shown) {
    shown = next
    if (!map.hasLayer(marker)) {
      disc.addTo(map)
      marker.addTo(map)
      dress()
    }
    marker.setLatLng(next.point)
    disc.setLatLng(next.point)
    const data = marker.getElement()?.dataset
    if (data) {
      data.lat = next.point.lat.toFixed(6)
      data.lng = next.point.lng.toFixed(6)
      data.at = String(Math.round(next.at))
    }
    o.onFrame(next)
  }

  function step(nowMs: number) {
    if (!glide) return
    const { shown: next, bearingDeg, isDone } = glideAt(glide, nowMs)
    if (isDone || !o.isFrugal || nowMs - drawnMs >= frugalFrameMs) {
      drawnMs = nowMs
      show(next)
      // the way itself points better than the device, which says where it pointed a few seconds ago
      if (bearingDeg !== null) turnTo(bearingDeg, last?.speed_mps ?? null)
    }
    if (!isDone) frame = requestAnimationFrame(step)
  }

  return {
    /** A fix not newer than the last one changes nothing: the marker never goes back. `via`: points of the trail before it. */
    moveTo(fix: Fix, via: readonly (Point & { at: number })[] = []) {
      if (last && fix.at <= last.at) return
      const nowMs = performance.now()
      const observedMs = lastArrivalMs === null ? null : nowMs - lastArrivalMs
      if (observedMs !== null) expectedMs = learnInterval(expectedMs, observedMs)
      lastArrivalMs = nowMs
      last = fix
      const passedAt = shown?.at ?? 0
      glide = startGlide(shown, fix, nowMs, {
        ...{ observedMs, expectedMs, isSnap: wasHidden || isStill.matches, road },
        via: via.filter((point) => point.at > passedAt && point.at < fix.at),
      })
      wasHidden = document.visibilityState === 'hidden'
      if (!glide.line) turnTo(fix.heading_deg, fix.speed_mps)
      disc.setRadius(fix.accuracy_m ?? 0)
      cancelAnimationFrame(frame)
      drawnMs = 0
      step(nowMs)
    },
    /** The road to keep to from the next fix on; null for none. */
    setRoad(next: Road | null) {
      road = next
    },
    setLook(next: MoverLook, note: string) {
      look = next
      body.setLook(next, note)
      dress()
    },
    setLabel(text: string) {
      label = text
      dress()
    },
    /** Takes it off the map; the next fix shows it again, without a glide. */
    hide() {
      cancelAnimationFrame(frame)
      marker.remove()
      disc.remove()
      shown = glide = last = null
      lastArrivalMs = null
    },
    shown: () => shown,
    end() {
      cancelAnimationFrame(frame)
      document.removeEventListener('visibilitychange', onVisibility)
    },
  }
}

import type { Circle, Map as LeafletMap } from 'leaflet'
import type { Point } from '../lib/geo.ts'
import type { Leaflet } from './base-map.ts'
import { type Glide, glideAt, learnInterval, nextRotation, startGlide } from './motion.ts'
import { drawMoverBody } from './mover-body.ts'

/** Where somebody is: degrees, metres, metres per second; null where the device does not say. */
export type Fix = Point & { accuracy_m: number | null; speed_mps: number | null; heading_deg: number | null }

/**
 * One marker that glides from position to position, with its accuracy as a soft disc. `onFrame` hears where it is shown.
 * The element carries what is shown as data-lat and data-lng.
 */
export function addMover(L: Leaflet, map: LeafletMap, onFrame: (shown: Point) => void) {
  const body = drawMoverBody()
  const icon = L.divIcon({
    className: 'map-mover',
    html: body.element,
    iconSize: [44, 44],
    iconAnchor: [22, 22],
  })
  const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, zIndexOffset: 1000 })
  let label = ''
  let accuracy: Circle | null = null
  let glide: Glide | null = null
  let shown: Point | null = null
  let rotation: number | null = null
  let lastArrivalMs: number | null = null
  let expectedMs: number | null = null
  let frame = 0
  let wasHidden = false
  const onVisibility = () => {
    wasHidden ||= document.visibilityState === 'hidden'
  }
  document.addEventListener('visibilitychange', onVisibility)
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)')

  function show(point: Point) {
    shown = point
    if (!map.hasLayer(marker)) {
      marker.addTo(map)
      const element = marker.getElement()
      element?.setAttribute('role', 'img')
      element?.setAttribute('aria-label', label)
    }
    marker.setLatLng(point)
    accuracy?.setLatLng(point)
    const element = marker.getElement()
    if (element) {
      element.dataset.lat = point.lat.toFixed(6)
      element.dataset.lng = point.lng.toFixed(6)
    }
    onFrame(point)
  }

  function step(nowMs: number) {
    if (!glide) return
    const { point, isDone } = glideAt(glide, nowMs)
    show(point)
    if (!isDone) frame = requestAnimationFrame(step)
  }

  return {
    moveTo(position: Fix) {
      const nowMs = performance.now()
      const observedMs = lastArrivalMs === null ? null : nowMs - lastArrivalMs
      if (observedMs !== null) expectedMs = learnInterval(expectedMs, observedMs)
      lastArrivalMs = nowMs
      const to = { lat: position.lat, lng: position.lng }
      glide = startGlide(shown, to, nowMs, { observedMs, expectedMs, isSnap: wasHidden || isStill.matches })
      wasHidden = document.visibilityState === 'hidden'
      rotation = nextRotation(rotation, position.heading_deg, position.speed_mps)
      body.turn(rotation, !isStill.matches)
      if (position.accuracy_m && !accuracy) {
        accuracy = L.circle(to, { radius: 0, interactive: false, stroke: false, className: 'map-accuracy' })
        accuracy.addTo(map)
      }
      accuracy?.setRadius(position.accuracy_m ?? 0)
      cancelAnimationFrame(frame)
      step(nowMs)
    },
    /** Grey with a note such as "2 min ago" or "paused"; an empty note is a fresh position. */
    setNote(text: string) {
      body.setNote(text)
      accuracy?.getElement()?.toggleAttribute('data-stale', text !== '')
    },
    setLabel(text: string) {
      label = text
      marker.getElement()?.setAttribute('aria-label', text)
    },
    /** Takes it off the map; the next position shows it again, without a glide. */
    hide() {
      cancelAnimationFrame(frame)
      marker.remove()
      accuracy?.remove()
      accuracy = null
      shown = glide = null
    },
    shown: () => shown,
    end() {
      cancelAnimationFrame(frame)
      document.removeEventListener('visibilitychange', onVisibility)
    },
  }
}

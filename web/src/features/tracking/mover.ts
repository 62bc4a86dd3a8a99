import type { Circle, Map as LeafletMap } from 'leaflet'
import type { Point } from '../../lib/geo.ts'
import { type Leaflet, svgElement } from '../../ui/base-map.ts'
import { type Glide, glideAt, learnInterval, nextRotation, startGlide } from './motion.ts'
import type { Position } from './position.ts'

/** A disc with a tip that shows the heading; the tip is hidden until a heading is known. */
function drawBody(): { body: HTMLElement; arrow: SVGElement } {
  const svg = svgElement('svg', { viewBox: '0 0 44 44', width: '44', height: '44', 'aria-hidden': 'true' })
  const arrow = svgElement('path', { d: 'M22 1 L30 13 H14 Z', fill: 'currentColor' })
  svg.append(
    arrow,
    svgElement('circle', {
      cx: '22',
      cy: '22',
      r: '12',
      fill: 'currentColor',
      stroke: '#fff',
      'stroke-width': '3',
    }),
    svgElement('circle', { cx: '22', cy: '22', r: '4', fill: '#fff' }),
  )
  const body = document.createElement('span')
  body.className = 'map-mover-body'
  body.append(svg)
  return { body, arrow }
}

/**
 * One marker that glides from position to position, with its accuracy as a soft disc. `onFrame` hears where it is shown.
 * The element carries what is shown as data-lat and data-lng.
 */
export function addMover(L: Leaflet, map: LeafletMap, onFrame: (shown: Point) => void) {
  const { body, arrow } = drawBody()
  const note = document.createElement('span')
  note.className = 'map-mover-note'
  const box = document.createElement('span')
  box.append(body, note)
  const icon = L.divIcon({ className: 'map-mover', html: box, iconSize: [44, 44], iconAnchor: [22, 22] })
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
    moveTo(position: Position) {
      const nowMs = performance.now()
      const observedMs = lastArrivalMs === null ? null : nowMs - lastArrivalMs
      if (observedMs !== null) expectedMs = learnInterval(expectedMs, observedMs)
      lastArrivalMs = nowMs
      const to = { lat: position.lat, lng: position.lng }
      glide = startGlide(shown, to, nowMs, { observedMs, expectedMs, isSnap: wasHidden || isStill.matches })
      wasHidden = document.visibilityState === 'hidden'
      rotation = nextRotation(rotation, position.heading_deg, position.speed_mps)
      arrow.style.display = rotation === null ? 'none' : ''
      body.style.transform = `rotate(${rotation ?? 0}deg)`
      body.style.transition = isStill.matches ? '' : 'transform 400ms linear'
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
      note.textContent = text
      marker.getElement()?.toggleAttribute('data-stale', text !== '')
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

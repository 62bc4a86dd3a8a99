import type { LatLng, Map as LeafletMap } from 'leaflet'
import type { Point } from '../../lib/geo.ts'
import type { Leaflet } from '../../ui/base-map.ts'
import { makeFleet, type Vehicle } from './fleet.ts'
import { makeSprites } from './fleet-sprites.ts'
import type { Standing } from './operation-state.ts'

// a finger is about this wide
const touchPx = 24
const maxRatio = 2
const sayEveryMs = 500
// thirty times a second: in less, nobody's marker moves by a pixel; half a frame off, so that every second frame is one
const paintEveryMs = 25

/**
 * Every marker on one canvas, moved in one loop of animation frames that rests when nothing moves. The canvas says what is
 * shown as data-shown (markers in sight) and, of the chosen one, data-lat and data-lng.
 */
export function addFleet(L: Leaflet, map: LeafletMap, onFrame: (chosen: Point | null) => void) {
  const fleet = makeFleet()
  const canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated') as HTMLCanvasElement
  canvas.setAttribute('aria-hidden', 'true')
  canvas.style.pointerEvents = 'none'
  map.getPane('overlayPane')?.append(canvas)
  const pen = canvas.getContext('2d')
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)')
  const isDark = window.matchMedia('(prefers-color-scheme: dark)')
  const ratio = Math.min(maxRatio, window.devicePixelRatio || 1)
  const font = `600 12px ${getComputedStyle(map.getContainer()).fontFamily}`
  let sprites = makeSprites(map.getContainer(), ratio)
  let chosen: string | null = null
  let hovered: string | null = null
  let frame = 0
  let isZooming = false
  let wasHidden = false
  let saidMs = 0
  let paintedMs = 0

  function resize() {
    const { x, y } = map.getSize()
    canvas.width = x * ratio
    canvas.height = y * ratio
    canvas.style.width = `${x}px`
    canvas.style.height = `${y}px`
  }

  /** A point in pixels of the map's box. */
  const place = (point: Point) => map.latLngToContainerPoint([point.lat, point.lng])

  function drawChosen(vehicle: Vehicle) {
    if (!pen) return
    const at = place(vehicle.shown)
    const to = place(vehicle.next)
    pen.strokeStyle = sprites.ink.accent
    pen.lineWidth = 3
    pen.setLineDash([2, 8])
    pen.lineCap = 'round'
    pen.beginPath()
    pen.moveTo(at.x, at.y)
    pen.lineTo(to.x, to.y)
    pen.stroke()
    pen.setLineDash([])
    pen.lineWidth = 3
    pen.beginPath()
    pen.arc(at.x, at.y, 18, 0, 2 * Math.PI)
    pen.stroke()
  }

  function drawLabel(vehicle: Vehicle) {
    if (!pen) return
    const at = place(vehicle.shown)
    pen.font = font
    const width = pen.measureText(vehicle.number).width + 14
    pen.fillStyle = sprites.ink.raised
    pen.beginPath()
    pen.roundRect(at.x - width / 2, at.y + 20, width, 20, 10)
    pen.fill()
    pen.fillStyle = sprites.ink.text
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(vehicle.number, at.x, at.y + 30.5)
  }

  function paint() {
    if (!pen) return
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]))
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    const size = map.getSize()
    pen.clearRect(0, 0, size.x, size.y)
    const first = chosen ? fleet.vehicles.get(chosen) : undefined
    if (first) drawChosen(first)
    const half = sprites.sizePx / 2
    pen.setTransform(1, 0, 0, 1, 0, 0)
    let shown = 0
    for (const vehicle of fleet.vehicles.values()) {
      const at = place(vehicle.shown)
      if (at.x < -half || at.y < -half || at.x > size.x + half || at.y > size.y + half) continue
      shown += 1
      const sprite = sprites.of(
        vehicle.state,
        vehicle.late,
        vehicle.state === 'moving' ? vehicle.rotationDeg : null,
      )
      // whole pixels: between two of them each copy would be worked out anew
      pen.drawImage(sprite, Math.round((at.x - half) * ratio), Math.round((at.y - half) * ratio))
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    const second = hovered ? fleet.vehicles.get(hovered) : undefined
    if (first) drawLabel(first)
    if (second && second !== first) drawLabel(second)
    say(shown, first)
  }

  function say(shown: number, first: Vehicle | undefined) {
    const nowMs = performance.now()
    // attributes cost more than drawing, so they follow twice a second
    if (nowMs - saidMs < sayEveryMs && frame !== 0) return
    saidMs = nowMs
    canvas.dataset.shown = String(shown)
    canvas.dataset.lat = first?.shown.lat.toFixed(6) ?? ''
    canvas.dataset.lng = first?.shown.lng.toFixed(6) ?? ''
  }

  function onTime(nowMs: number) {
    frame = 0
    if (nowMs - paintedMs < paintEveryMs) return soon()
    paintedMs = nowMs
    const isUnderWay = fleet.step(nowMs)
    if (!isZooming) paint()
    onFrame((chosen && fleet.vehicles.get(chosen)?.shown) || null)
    if (isUnderWay) soon()
  }
  function soon() {
    if (frame === 0) frame = requestAnimationFrame(onTime)
  }

  /** Zooming is animated by CSS, as Leaflet does with its own canvas: the picture is scaled, then drawn anew. */
  function onZoomAnim({ center, zoom }: { center: LatLng; zoom: number }) {
    isZooming = true
    const scale = map.getZoomScale(zoom, map.getZoom())
    const halfView = map.getSize().divideBy(2)
    const pane = L.DomUtil.getPosition(map.getPane('mapPane') as HTMLElement)
    const origin = map.project(center, zoom).subtract(halfView).add(pane).round()
    const corner = halfView.multiplyBy(-scale).add(map.project(map.getCenter(), zoom)).subtract(origin)
    L.DomUtil.setTransform(canvas, corner, scale)
  }
  function onZoomEnd() {
    isZooming = false
    soon()
  }
  function onResize() {
    resize()
    paint()
  }
  function onTheme() {
    sprites = makeSprites(map.getContainer(), ratio)
    soon()
  }
  const onVisibility = () => {
    wasHidden ||= document.visibilityState === 'hidden'
  }

  const onMove = () => !isZooming && paint()
  resize()
  map.on('zoomanim', onZoomAnim as never)
  map.on('zoomend', onZoomEnd)
  map.on('move', onMove)
  map.on('resize', onResize)
  isDark.addEventListener('change', onTheme)
  const themes = new MutationObserver(onTheme)
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  document.addEventListener('visibilitychange', onVisibility)

  return {
    take(shownOnes: readonly Standing[]) {
      fleet.take(shownOnes, performance.now(), wasHidden || isStill.matches)
      wasHidden = document.visibilityState === 'hidden'
      soon()
    },
    choose(id: string | null) {
      chosen = id
      soon()
    },
    hover(id: string | null) {
      if (id === hovered) return
      hovered = id
      soon()
    },
    /** The marker at a point of the map's box, the nearest within a finger's width. */
    at(x: number, y: number): string | null {
      let nearest: string | null = null
      let nearestPx = touchPx
      for (const vehicle of fleet.vehicles.values()) {
        const point = place(vehicle.shown)
        const away = Math.hypot(point.x - x, point.y - y)
        if (away < nearestPx) [nearest, nearestPx] = [vehicle.id, away]
      }
      return nearest
    },
    points: () => [...fleet.vehicles.values()].map(({ shown }) => shown),
    shownOf: (id: string) => fleet.vehicles.get(id)?.shown ?? null,
    end() {
      cancelAnimationFrame(frame)
      isDark.removeEventListener('change', onTheme)
      themes.disconnect()
      document.removeEventListener('visibilitychange', onVisibility)
      map.off('zoomanim', onZoomAnim as never)
      map.off('zoomend', onZoomEnd)
      map.off('move', onMove)
      map.off('resize', onResize)
      canvas.remove()
    },
  }
}

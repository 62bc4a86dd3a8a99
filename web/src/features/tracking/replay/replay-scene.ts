import { simplify } from '../../../lib/geo.ts'
import { createBaseMap, type Leaflet } from '../../../ui/base-map.ts'
import { addPlaces, type Places } from '../../../ui/map-places.ts'
import { nextRotation } from '../../../ui/motion.ts'
import { drawMoverBody } from '../../../ui/mover-body.ts'
import { replayWords } from '../words/replay.ts'
import { momentAt, type Replay } from './replay.ts'

/** The whole way of an order, the part that was gone by the moment shown, and the marker there. */
export function makeReplayScene(L: Leaflet, element: HTMLElement, places: Places, replay: Replay) {
  const words = replayWords.now()
  const map = createBaseMap(L, element, places.dropoff)
  element.setAttribute('role', 'application')
  element.setAttribute('aria-label', words.mapKeys)
  L.control.scale({ imperial: false, position: 'topleft', maxWidth: 80 }).addTo(map)
  addPlaces(L, map, places)
  const { points, way } = replay
  const whole = L.polyline(simplify(way, 3), { interactive: false, className: 'map-way' }).addTo(map)
  const gone = L.polyline([], { interactive: false, className: 'map-gone' }).addTo(map)
  const body = drawMoverBody()
  body.setLook('fresh', '')
  const icon = L.divIcon({
    className: 'map-mover',
    html: body.element,
    iconSize: [44, 44],
    iconAnchor: [22, 22],
  })
  const marker = L.marker(places.pickup, { icon, interactive: false, keyboard: false, zIndexOffset: 1000 })
  let rotation: number | null = null
  let drawn = -1
  const bounds = L.latLngBounds([places.pickup, places.dropoff]).extend(whole.getBounds())
  const frame = () => map.fitBounds(bounds, { padding: [48, 48], maxZoom: 17, animate: false })
  const resize = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    frame()
  })
  resize.observe(element)
  map.on('dragstart', () => resize.disconnect())
  frame()

  return {
    show(at: number) {
      const moment = momentAt(points, at)
      if (!moment) return
      if (!map.hasLayer(marker)) marker.addTo(map)
      marker.setLatLng(moment)
      const pin = marker.getElement()
      pin?.setAttribute('role', 'img')
      pin?.setAttribute('aria-label', words.shownPosition)
      Object.assign(pin?.dataset ?? {}, { lat: moment.lat.toFixed(6), lng: moment.lng.toFixed(6) })
      body.setLook(moment.gapMs > 0 ? 'lost' : 'fresh', moment.gapMs > 0 ? words.noPosition : '')
      rotation = nextRotation(rotation, moment.headingDeg, moment.speedMps)
      body.turn(rotation, false)
      // the line up to the last position is drawn anew only when one was passed
      if (moment.index !== drawn) {
        drawn = moment.index
        gone.setLatLngs(simplify(points.slice(0, moment.index + 1), 3))
      }
    },
    frame,
    zoomBy: (by: number) => void map.setZoom(map.getZoom() + by),
    end() {
      resize.disconnect()
      map.remove()
    },
  }
}

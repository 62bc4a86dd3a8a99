import type { Map as LeafletMap, Marker } from 'leaflet'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Point } from '../../lib/geo.ts'
import { createBaseMap, loadLeaflet, pinIcon } from '../../ui/base-map.ts'
import '../../ui/map.css'
import { placeWords } from './words/place.ts'

export type PlaceName = 'pickup' | 'dropoff'
type Points = Record<PlaceName, Point>
// a press of an arrow key moves a pin by so many pixels
const keyStep: Record<string, [number, number]> = {
  ArrowUp: [0, -8],
  ArrowDown: [0, 8],
  ArrowLeft: [-8, 0],
  ArrowRight: [8, 0],
}

/** A small map with two pins: press to put the active one there, drag either, or move a focused pin with the arrow keys. */
export function PlaceMap({
  points,
  active,
  onMove,
}: {
  points: Points
  active: PlaceName
  onMove: (name: PlaceName, point: Point) => void
}) {
  const box = useRef<HTMLDivElement>(null)
  const pins = useRef<Partial<Record<PlaceName, Marker>>>({})
  const moveActive = useEffectEvent((point: Point) => onMove(active, point))
  const move = useEffectEvent(onMove)
  const words = placeWords.use()
  const first = useEffectEvent(() => points)
  const names = useEffectEvent(() => ({ pickup: words.pickupPin, dropoff: words.deliveryPin }))
  const spoken = useEffectEvent((pin: string) => words.movePin(pin))

  useEffect(() => {
    let map: LeafletMap | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      const start = first()
      const made = createBaseMap(L, box.current, start.pickup)
      map = made
      made.fitBounds(L.latLngBounds([start.pickup, start.dropoff]).pad(0.4), { maxZoom: 16, animate: false })
      made.on('click', (event) => moveActive(event.latlng.wrap()))
      for (const name of ['pickup', 'dropoff'] as const) {
        const title = names()[name]
        const pin = L.marker(start[name], { icon: pinIcon(L, name), draggable: true, title })
        pin.addTo(made)
        pin.on('dragend', () => move(name, pin.getLatLng().wrap()))
        const element = pin.getElement()
        element?.setAttribute('aria-label', spoken(title))
        element?.addEventListener('keydown', (event) => {
          const step = keyStep[event.key]
          if (!step) return
          event.preventDefault()
          event.stopPropagation()
          move(
            name,
            made.containerPointToLatLng(made.latLngToContainerPoint(pin.getLatLng()).add(step)).wrap(),
          )
        })
        pins.current[name] = pin
      }
    })
    return () => {
      isGone = true
      map?.remove()
      pins.current = {}
    }
  }, [])

  useEffect(() => {
    for (const name of ['pickup', 'dropoff'] as const) pins.current[name]?.setLatLng(points[name])
  }, [points])

  return (
    <section aria-label={words.map} className="isolate h-64 overflow-hidden rounded-card border border-line">
      <div ref={box} className="size-full" />
    </section>
  )
}

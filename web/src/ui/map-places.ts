import type { Map as LeafletMap } from 'leaflet'
import type { Point } from '../lib/geo.ts'
import { type Leaflet, pinIcon } from './base-map.ts'
import { uiWords } from './words.ts'

export type PlaceName = 'pickup' | 'dropoff'
/** A pin and its circles, radii in metres; `label` is its address. */
export type Place = Point & { label: string; nearM: number; arriveM: number }
export type Places = Record<PlaceName, Place>

/** Both ends of an order: pins with the circles of "nearby" and "arrived" around them. */
export function addPlaces(L: Leaflet, map: LeafletMap, places: Places) {
  const ends = (['pickup', 'dropoff'] as const).map((name) => {
    const { lat, lng, label, nearM, arriveM } = places[name]
    const circle = (radius: number, kind: string) =>
      L.circle({ lat, lng }, { radius, interactive: false, className: `map-fence map-fence-${kind}` }).addTo(
        map,
      )
    const circles = [circle(nearM, 'near'), circle(arriveM, 'arrive')]
    const pin = L.marker({ lat, lng }, { icon: pinIcon(L, name), interactive: false, keyboard: false }).addTo(
      map,
    )
    pin.getElement()?.setAttribute('role', 'img')
    pin.getElement()?.setAttribute('aria-label', uiWords.now()[name](label))
    return { name, circles }
  })
  return {
    /** The one that comes next has its circles in colour. */
    setNext(next: PlaceName) {
      for (const { name, circles } of ends) {
        for (const circle of circles) circle.getElement()?.classList.toggle('map-fence-next', name === next)
      }
    },
  }
}

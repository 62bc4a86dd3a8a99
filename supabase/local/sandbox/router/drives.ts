import { readFileSync } from 'node:fs'
import type { Place } from './places.ts'

/** The streets of the demo's drive, so that the car of the demo is on a road and not beside one. Only its places are read, never its times. */
export function drives(): Place[][] {
  const text = readFileSync(new URL('../../../demo/car-visnjan.gpx', import.meta.url), 'utf8')
  const points = [...text.matchAll(/<trkpt lat="([^"]+)" lon="([^"]+)"/g)]
  return [points.map(([, lat, lng]): Place => [Number(lat), Number(lng)])]
}

import type { LatLngExpression, Map as LeafletMap } from 'leaflet'
import { env } from '../lib/env.ts'

export type Leaflet = typeof import('leaflet')

/** Fetches Leaflet when the first map is shown, not before; its styles are in map.css. */
export async function loadLeaflet(): Promise<Leaflet> {
  const module = await import('leaflet')
  return module.default ?? module
}

/** A quiet ground of faint lines where there are no tiles: movement and scale stay readable. */
function drawGround(L: Leaflet, map: LeafletMap) {
  const Ground = L.GridLayer.extend({
    createTile: () => L.DomUtil.create('div', 'map-ground'),
  }) as unknown as new (
    options: object,
  ) => ReturnType<Leaflet['gridLayer']>
  new Ground({ tileSize: 128, zIndex: 0 }).addTo(map)
}

/** A map in `element` with tiles when they are configured. Attribution is the caller's, in React: Leaflet would set it as HTML. */
export function createBaseMap(
  L: Leaflet,
  element: HTMLElement,
  center: LatLngExpression,
  zoom = 15,
): LeafletMap {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = L.map(element, {
    center,
    zoom,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
    inertia: !isStill,
    minZoom: 3,
    maxZoom: 19,
  })
  drawGround(L, map)
  if (env.mapTilesUrl) {
    // a tile that cannot be had stays transparent, and the ground shows through
    L.tileLayer(env.mapTilesUrl, { maxZoom: 19, crossOrigin: true, className: 'map-tiles' }).addTo(map)
  }
  return map
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** An SVG element with its attributes: Leaflet takes strings as HTML, so everything on the map is made as elements. */
export function svgElement(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(svgNamespace, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

const glyphs = {
  pickup: 'M8 3 13 5.5v5L8 13 3 10.5v-5L8 3Zm0 5v5m0-5 5-2.5M8 8 3 5.5',
  dropoff: 'M2.5 8 8 3l5.5 5M4.5 6.8V13h7V6.8',
}

/** A pin with a parcel where something is collected, with a house where it goes. */
export function pinIcon(L: Leaflet, kind: 'pickup' | 'dropoff') {
  const svg = svgElement('svg', { viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true' })
  svg.append(
    svgElement('path', {
      d: glyphs[kind],
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '1.6',
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
    }),
  )
  const head = document.createElement('span')
  head.className = `map-pin map-pin-${kind}`
  head.append(svg)
  return L.divIcon({ className: 'map-pin-box', html: head, iconSize: [40, 40], iconAnchor: [20, 39] })
}

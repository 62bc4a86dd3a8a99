import type { Map as LeafletMap } from 'leaflet'
import type { Point } from '../../lib/geo.ts'
import type { Leaflet } from '../../ui/base-map.ts'

/** Pixels of the map that something lies over. */
export type Insets = { top: number; bottom: number }
// moving the camera more often than the eye cares only costs battery
const followEveryMs = 500
const edgePx = 32
const closestZoom = 17
// Leaflet's keys for zooming
const zoomKeys = new Set(['+', '=', '-', '_'])

/**
 * Keeps marker and destination in sight until a hand, a wheel or a key moves the map; then it stays where it was put until
 * `followAgain`. `wanted` are the points to keep in sight.
 */
export function makeCamera(
  L: Leaflet,
  map: LeafletMap,
  o: {
    wanted: () => Point[]
    marker: () => Point | null
    onFollowChange: (isFollowing: boolean) => void
  },
) {
  const element = map.getContainer()
  let isFollowing = true
  let insets: Insets = { top: 0, bottom: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined

  function setFollowing(next: boolean) {
    if (next === isFollowing) return
    isFollowing = next
    element.dataset.camera = next ? 'follow' : 'free'
    o.onFollowChange(next)
  }
  element.dataset.camera = 'follow'

  function frame(isSmooth = false) {
    if (!isFollowing) return
    map.fitBounds(L.latLngBounds(o.wanted()), {
      paddingTopLeft: [48, insets.top + 56],
      paddingBottomRight: [48, insets.bottom + 44],
      maxZoom: closestZoom,
      animate: isSmooth,
      duration: 0.5,
    })
  }

  /** Frames anew only when the marker nears an edge, or half the map would do: a map that always moves is hard to read. */
  function follow() {
    timer = undefined
    const marker = o.marker()
    if (!marker || !isFollowing) return
    const at = map.latLngToContainerPoint(marker)
    const size = map.getSize()
    const isInside =
      at.x > edgePx &&
      at.x < size.x - edgePx &&
      at.y > insets.top + edgePx &&
      at.y < size.y - insets.bottom - edgePx
    const covered = L.point(96, insets.top + insets.bottom + 100)
    const fitting = Math.min(closestZoom, map.getBoundsZoom(L.latLngBounds(o.wanted()), false, covered))
    if (!isInside || fitting > map.getZoom()) frame(true)
  }

  // Leaflet's own events do not tell a hand from our framing, of which the zoom begins a frame late: the gestures do
  const free = () => setFollowing(false)
  map.on('dragstart boxzoomstart', free)
  const onTouch = (event: TouchEvent) => {
    if (event.touches.length > 1) free()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key.startsWith('Arrow') || zoomKeys.has(event.key)) free()
    if (event.key === 'f' || event.key === 'F') again()
  }
  element.addEventListener('wheel', free, { passive: true })
  element.addEventListener('dblclick', free)
  element.addEventListener('touchmove', onTouch, { passive: true })
  element.addEventListener('keydown', onKey)
  const resize = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    frame()
  })
  resize.observe(element)
  function again() {
    setFollowing(true)
    frame()
  }
  frame()

  return {
    frame,
    // a frame that comes too soon is followed once the time is up: it may be the last for long
    markerMoved() {
      if (isFollowing) timer ??= setTimeout(follow, followEveryMs)
    },
    setInsets(next: Insets) {
      insets = next
      frame()
    },
    free,
    followAgain: again,
    end() {
      clearTimeout(timer)
      resize.disconnect()
      element.removeEventListener('wheel', free)
      element.removeEventListener('dblclick', free)
      element.removeEventListener('touchmove', onTouch)
      element.removeEventListener('keydown', onKey)
    },
  }
}

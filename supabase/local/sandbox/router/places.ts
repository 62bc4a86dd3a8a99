/** [latitude, longitude], WGS 84 degrees. */
export type Place = readonly [lat: number, lng: number]

const metresPerDegree = 111_194.93

/** Metres east and north from one place to another; planes do for a stand-in. */
export function metresTo(from: Place, to: Place): { east: number; north: number } {
  const shrink = Math.cos((from[0] * Math.PI) / 180)
  return { east: (to[1] - from[1]) * metresPerDegree * shrink, north: (to[0] - from[0]) * metresPerDegree }
}

export function distanceM(from: Place, to: Place): number {
  const { east, north } = metresTo(from, to)
  return Math.hypot(east, north)
}

/** The place so many metres from another. */
export function moved(from: Place, east: number, north: number): Place {
  const shrink = Math.cos((from[0] * Math.PI) / 180)
  return [from[0] + north / metresPerDegree, from[1] + east / (metresPerDegree * shrink)]
}

/** Google's polyline with six decimals, as OSRM writes it. */
export function encodePolyline6(places: readonly Place[]): string {
  let text = ''
  let before: Place = [0, 0]
  for (const place of places) {
    for (const axis of [0, 1] as const) {
      const step = Math.round(place[axis] * 1e6) - Math.round(before[axis] * 1e6)
      let rest = step < 0 ? -2 * step - 1 : 2 * step
      for (; rest >= 32; rest = Math.floor(rest / 32)) text += String.fromCharCode((rest % 32) + 32 + 63)
      text += String.fromCharCode(rest + 63)
    }
    before = place
  }
  return text
}

export type Place = { lat: number; lng: number }

/**
 * The points of a polyline6, Google's encoding with six decimals; nothing when a single letter of it is none. Strict where the
 * published decoders are not: they make places of any bytes, and what a router says is not ours.
 */
export function decodePolyline6(text: string): Place[] | undefined {
  const places: Place[] = []
  let at = 0
  // 45 bits hold every coordinate; more are a number that never ends
  const next = () => {
    let value = 0
    for (let shift = 0; shift < 45; shift += 5) {
      const bits = text.charCodeAt(at++) - 63
      if (!(bits >= 0 && bits < 64)) return
      value += (bits % 32) * 2 ** shift
      if (bits < 32) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
  }
  let lat = 0
  let lng = 0
  while (at < text.length) {
    const [dLat, dLng] = [next(), next()]
    if (dLat === undefined || dLng === undefined) return
    lat += dLat
    lng += dLng
    if (Math.abs(lat) > 90e6 || Math.abs(lng) > 180e6) return
    places.push({ lat: lat / 1e6, lng: lng / 1e6 })
  }
  return places
}

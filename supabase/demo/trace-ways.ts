type Place = { lat: number; lng: number }
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Great circle in metres; mean earth radius 6,371,008.8 m (IUGG). */
export function distanceM(a: Place, b: Place): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(Math.min(1, h)))
}

/** Degrees clockwise from north, 0 up to 360. */
export function headingDeg(a: Place, b: Place): number {
  const y = Math.sin(radians(b.lng - a.lng)) * Math.cos(radians(b.lat))
  const x =
    Math.cos(radians(a.lat)) * Math.sin(radians(b.lat)) -
    Math.sin(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.cos(radians(b.lng - a.lng))
  return ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360
}

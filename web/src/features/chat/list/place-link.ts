export type MessagePlace = { lat: number; lng: number; accuracyM: number | null }

/** The place in a location message, or null when it holds none on the globe. */
export function placeOf(meta: Record<string, unknown>): MessagePlace | null {
  const { lat, lng, accuracy_m } = meta
  if (typeof lat !== 'number' || typeof lng !== 'number' || Math.abs(lat) > 90 || Math.abs(lng) > 180)
    return null
  return { lat, lng, accuracyM: typeof accuracy_m === 'number' ? accuracy_m : null }
}

/** Opens the phone's own map app where there is one, else OpenStreetMap. */
export function placeHref({ lat, lng }: MessagePlace, agent = navigator.userAgent): string {
  const at = `${lat.toFixed(6)},${lng.toFixed(6)}`
  if (/android/i.test(agent)) return `geo:${at}?q=${at}`
  if (/iphone|ipad/i.test(agent)) return `https://maps.apple.com/?q=${at}`
  return `https://www.openstreetmap.org/?mlat=${lat.toFixed(6)}&mlon=${lng.toFixed(6)}#map=17/${lat.toFixed(6)}/${lng.toFixed(6)}`
}

/** "45.27350, 13.71420", in the same digits everywhere. */
export function placeText({ lat, lng }: MessagePlace): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}`
}

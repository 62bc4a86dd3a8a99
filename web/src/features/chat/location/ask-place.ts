/** What a location message carries: degrees, and metres around it. */
export type Place = { lat: number; lng: number; accuracy_m: number }
export type PlaceAnswer = { kind: 'found'; place: Place } | { kind: 'failed'; why: string }

const reasons: Record<number, string> = {
  1: 'Your browser does not let Orderline see where you are. Allow the location for this page in its settings, then try again.',
  2: 'Your device cannot tell where it is at the moment. Try again by a window or outside.',
  3: 'Finding your location took too long. Try again by a window or outside.',
}

/** Six decimals are a hand's breadth: more would only look exact. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Where the device is now, asked once. Call it from a press: browsers ask the person only then. */
export function askPlace(geolocation: Geolocation | undefined): Promise<PlaceAnswer> {
  return new Promise((resolve) => {
    if (!geolocation) return resolve({ kind: 'failed', why: 'This browser cannot tell where you are.' })
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const place = { lat: rounded(latitude), lng: rounded(longitude), accuracy_m: Math.round(accuracy) }
        resolve({ kind: 'found', place })
      },
      ({ code }) => resolve({ kind: 'failed', why: reasons[code] ?? 'Your location could not be found.' }),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    )
  })
}

/** How exact a place is, in words; `isRough` when the other person would look in the wrong street. */
export function accuracyWords(accuracyM: number): { text: string; isRough: boolean } {
  const shown = Math.max(1, Math.round(accuracyM))
  if (shown < 1000) return { text: `Accurate to ${shown} m`, isRough: shown > 200 }
  return { text: `Accurate to ${(shown / 1000).toFixed(shown < 10_000 ? 1 : 0)} km`, isRough: true }
}

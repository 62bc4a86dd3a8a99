import { composerWords } from '../composer/words.ts'
import { radiusText } from './radius.ts'

/** What a location message carries: degrees, and metres around it. */
export type Place = { lat: number; lng: number; accuracy_m: number }
export type PlaceAnswer = { kind: 'found'; place: Place } | { kind: 'failed'; why: string }

/** Why there is none, by the code of a GeolocationPositionError. */
function reasonFor(code: number): string {
  const { placeDenied, placeUnknown, placeLate, placeFailed } = composerWords.now()
  return [placeDenied, placeUnknown, placeLate][code - 1] ?? placeFailed
}

/** Six decimals are a hand's breadth: more would only look exact. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Where the device is now, asked once. Call it from a press: browsers ask the person only then. */
export function askPlace(geolocation: Geolocation | undefined): Promise<PlaceAnswer> {
  return new Promise((resolve) => {
    if (!geolocation) return resolve({ kind: 'failed', why: composerWords.now().placeImpossible })
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        const place = { lat: rounded(latitude), lng: rounded(longitude), accuracy_m: Math.round(accuracy) }
        resolve({ kind: 'found', place })
      },
      ({ code }) => resolve({ kind: 'failed', why: reasonFor(code) }),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    )
  })
}

/** How exact a place is, in words; `isRough` when the other person would look in the wrong street. */
export function accuracyWords(accuracyM: number): { text: string; isRough: boolean } {
  return {
    text: composerWords.now().accurateTo(radiusText(accuracyM)),
    isRough: Math.round(accuracyM) > 200,
  }
}

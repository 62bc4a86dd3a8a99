import { distanceText } from '../../lib/format.ts'
import { distanceM } from '../../lib/geo.ts'
import { clockRangeText, clockText } from '../../lib/time.ts'
import type { PlaceName, Places } from '../../ui/map-places.ts'
import { type Freshness, freshnessOf, freshnessText } from './freshness.ts'
import type { Crossing, Tracking } from './position.ts'
import { arrivalWords } from './words/arrival.ts'

/** Who looks: words differ for the one at whose door it is, and for the one who drives. */
export type Viewer = 'customer' | 'partner' | 'staff'
export type Arrival = {
  /** The one thing a person wants to know: "Arrives 14:05–14:12". */
  headline: string
  /** How that was found, where it is less than a road and a fresh position. */
  caution: string
  /** "1.2 km to go"; empty where it says nothing. */
  distance: string
  /** "updated just now"; empty without a position. */
  age: string
  freshness: Freshness | null
}
export type Journey = { tracking: Tracking; places: Places; next: PlaceName; viewer: Viewer; name: string }

/** Whether the partner stands at the place the order goes to next: they arrived there and have not left since. */
export function isThere(crossings: readonly Crossing[], next: PlaceName): boolean {
  const times = (kind: Crossing['kind']) =>
    crossings.filter((one) => one.place === next && one.kind === kind).map(({ at }) => Date.parse(at))
  return Math.max(0, ...times('arrived')) > Math.max(0, ...times('left'))
}

/** Where somebody stands who has arrived, as the reader calls it. */
const spotOf = (next: PlaceName, viewer: Viewer) =>
  next === 'pickup' ? 'pickup' : viewer === 'customer' ? 'door' : 'dropoff'

function withoutPosition({ tracking: { share }, viewer, name }: Journey): string {
  const words = arrivalWords.now()
  if (share?.status === 'paused') return words.pausedAt(clockText(new Date(share.changed_at)))
  // the switch beside it says the same to the partner
  if (viewer === 'partner') return ''
  if (share?.status === 'sharing') return words.waitingForFirst
  return share ? words.notShared(name) : words.notSharedYet(name)
}

/** What the card says of an arrival. A range of an old position stays as it was, and is called old. */
export function arrivalOf(journey: Journey, now: Date): Arrival {
  const words = arrivalWords.now()
  const { tracking, places, next, viewer } = journey
  const { position, share, crossings } = tracking
  if (!position) {
    return { headline: withoutPosition(journey), caution: '', distance: '', age: '', freshness: null }
  }
  const status = share?.status ?? 'sharing'
  const freshness = freshnessOf(position, status, now)
  const age = freshnessText(position, status, now)
  if (isThere(crossings, next)) {
    return { headline: words.at[spotOf(next, viewer)], caution: '', distance: '', age, freshness }
  }
  const leftM = position.remaining_m ?? distanceM(position, places[next])
  const distance = position.is_coarse ? '' : words.toGo(distanceText(leftM))
  const { eta_low_at, eta_high_at } = position
  if (!eta_low_at || !eta_high_at) {
    const headline = position.is_coarse ? words.toThePickup : words.away(distanceText(leftM))
    return { headline, caution: position.is_coarse ? words.coarse : '', distance: '', age, freshness }
  }
  const range = clockRangeText(new Date(eta_low_at), new Date(eta_high_at))
  const isOver = Date.parse(eta_high_at) < now.getTime()
  const cautions = [
    freshness === 'fresh' ? '' : words.asOf(clockText(new Date(position.recorded_at))),
    position.eta_is_approximate ? words.approximate : '',
    position.is_coarse ? words.coarse : '',
  ]
  const headline = isOver ? words.wasExpected : next === 'pickup' ? words.atThePickup : words.arrives
  return {
    headline: headline(range),
    caution: words.cautions(cautions.filter(Boolean)),
    distance,
    age,
    freshness,
  }
}

/** The map in words, for those who do not see it: "Sam is 1.2 km away, arrives between 14:05 and 14:12." */
export function spokenText(journey: Journey, now: Date): string {
  const words = arrivalWords.now()
  const { tracking, places, next, viewer, name } = journey
  const { position, crossings } = tracking
  const who = viewer === 'partner' ? null : name
  const spot = spotOf(next, viewer)
  if (!position) return withoutPosition(journey) && words.whole(withoutPosition(journey))
  const freshness = freshnessOf(position, tracking.share?.status ?? 'sharing', now)
  if (freshness === 'paused') return words.spokenPaused
  if (isThere(crossings, next)) return words.spokenAt[spot](who)
  if (freshness !== 'fresh') return words.spokenOld(clockText(new Date(position.recorded_at)))
  const leftM = position.remaining_m ?? distanceM(position, places[next])
  const where = position.is_coarse ? words.spokenWay(who) : words.spokenFrom[spot](who, distanceText(leftM))
  const { eta_low_at: low, eta_high_at: high } = position
  if (!low || !high) return words.whole(where)
  const times = [clockText(new Date(low)), clockText(new Date(high))] as const
  return words.spokenBetween(where, ...times, !position.eta_is_approximate)
}

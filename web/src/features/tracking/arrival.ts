import { distanceText } from '../../lib/format.ts'
import { distanceM } from '../../lib/geo.ts'
import { clockRangeText, clockText } from '../../lib/time.ts'
import type { PlaceName, Places } from '../../ui/map-places.ts'
import { type Freshness, freshnessOf, freshnessText } from './freshness.ts'
import type { Crossing, Tracking } from './position.ts'

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

const doors: Record<PlaceName, Record<Viewer, string>> = {
  pickup: { customer: 'At the pickup', partner: 'At the pickup', staff: 'At the pickup' },
  dropoff: {
    customer: 'At your door',
    partner: 'At the delivery address',
    staff: 'At the delivery address',
  },
}

function withoutPosition({ tracking: { share }, viewer, name }: Journey): string {
  if (share?.status === 'paused') return `Position paused at ${clockText(new Date(share.changed_at))}`
  // the switch beside it says the same to the partner
  if (viewer === 'partner') return ''
  if (share?.status === 'sharing') return 'Waiting for the first position'
  return share ? `${name} does not share the position now` : `${name} has not shared a position yet`
}

/** What the card says of an arrival. A range of an old position stays as it was, and is called old. */
export function arrivalOf(journey: Journey, now: Date): Arrival {
  const { tracking, places, next, viewer } = journey
  const { position, share, crossings } = tracking
  if (!position) {
    return { headline: withoutPosition(journey), caution: '', distance: '', age: '', freshness: null }
  }
  const status = share?.status ?? 'sharing'
  const freshness = freshnessOf(position, status, now)
  const age = freshnessText(position, status, now)
  if (isThere(crossings, next)) {
    return { headline: doors[next][viewer], caution: '', distance: '', age, freshness }
  }
  const leftM = position.remaining_m ?? distanceM(position, places[next])
  const distance = position.is_coarse ? '' : `${distanceText(leftM)} to go`
  const { eta_low_at, eta_high_at } = position
  if (!eta_low_at || !eta_high_at) {
    const headline = position.is_coarse ? 'On the way to the pickup' : `${distanceText(leftM)} away`
    return { headline, caution: coarseText(position.is_coarse), distance: '', age, freshness }
  }
  const range = clockRangeText(new Date(eta_low_at), new Date(eta_high_at))
  const isOver = Date.parse(eta_high_at) < now.getTime()
  const cautions = [
    freshness === 'fresh' ? '' : `as of ${clockText(new Date(position.recorded_at))}`,
    position.eta_is_approximate ? 'approximate, no road is known' : '',
    coarseText(position.is_coarse),
  ]
  const verb = isOver ? 'Was expected' : next === 'pickup' ? 'At the pickup' : 'Arrives'
  return {
    headline: `${verb} ${range}`,
    caution: cautions.filter(Boolean).join(', '),
    distance,
    age,
    freshness,
  }
}

const coarseText = (isCoarse: boolean) => (isCoarse ? 'only the area is shown until it is picked up' : '')

/** The map in words, for those who do not see it: "Sam is 1.2 km away, arrives between 14:05 and 14:12." */
export function spokenText(journey: Journey, now: Date): string {
  const { tracking, places, next, viewer, name } = journey
  const { position, crossings } = tracking
  const who = viewer === 'partner' ? 'You are' : `${name} is`
  const place = next === 'pickup' ? 'the pickup' : viewer === 'customer' ? 'you' : 'the delivery address'
  if (!position) return withoutPosition(journey) && `${withoutPosition(journey)}.`
  const freshness = freshnessOf(position, tracking.share?.status ?? 'sharing', now)
  if (freshness === 'paused') return 'The position is paused.'
  if (isThere(crossings, next)) {
    return `${who} ${doors[next][viewer].replace(/^At/, 'at')}.`
  }
  if (freshness !== 'fresh') {
    return `No new position for a while, last seen ${clockText(new Date(position.recorded_at))}.`
  }
  const leftM = position.remaining_m ?? distanceM(position, places[next])
  const where = position.is_coarse
    ? `${who} on the way to the pickup`
    : `${who} ${distanceText(leftM)} from ${place}`
  const { eta_low_at: low, eta_high_at: high } = position
  if (!low || !high) return `${where}.`
  const about = position.eta_is_approximate ? 'probably ' : ''
  return `${where}, ${about}there between ${clockText(new Date(low))} and ${clockText(new Date(high))}.`
}

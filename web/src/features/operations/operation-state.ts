import { speedText } from '../../lib/format.ts'
import { formatTag } from '../../lib/locale.ts'
import { agoText, clockText, minuteMs } from '../../lib/time.ts'
import type { Operation } from './operation.ts'
import { operationsWords } from './words.ts'

/** How an order stands, of which it is exactly one; being late comes on top. */
export type State = 'moving' | 'still' | 'paused' | 'stale' | 'silent'
// a phone that stands still sends every 60 s at the latest, and a batch may wait a little
const staleMs = 90_000
// walking pace
const movingMps = 1

export function stateOf({ share, position }: Operation, nowMs: number): State {
  if (!share || share.status === 'stopped' || !position) return 'silent'
  if (share.status === 'paused') return 'paused'
  if (nowMs - Date.parse(position.recorded_at) > staleMs) return 'stale'
  return (position.speed_mps ?? 0) >= movingMps ? 'moving' : 'still'
}

const hasArrived = ({ crossing, next }: Operation) =>
  crossing?.place === next.place && crossing.kind === 'arrived'

/** Said so by the database, or the range has passed since it was told. */
export function isLate(operation: Operation, nowMs: number): boolean {
  const end = operation.arrival?.eta_high_at
  return operation.is_late || (!hasArrived(operation) && end != null && Date.parse(end) < nowMs)
}

export type Standing = Operation & { state: State; late: boolean }
export const standingOf = (operation: Operation, nowMs: number): Standing => ({
  ...operation,
  state: stateOf(operation, nowMs),
  late: isLate(operation, nowMs),
})

export const filters = ['all', 'moving', 'late', 'stale', 'paused', 'silent'] as const
export type Filter = (typeof filters)[number]
export const isFilter = (word: string | null): word is Filter => filters.includes(word as Filter)

const passes = (one: Standing, filter: Filter) =>
  filter === 'all' || (filter === 'late' ? one.late : one.state === filter)

export function countsOf(all: readonly Standing[]): Record<Filter, number> {
  const counts = Object.fromEntries(filters.map((filter) => [filter, 0])) as Record<Filter, number>
  for (const one of all) for (const filter of filters) if (passes(one, filter)) counts[filter] += 1
  return counts
}

export const sorts = ['attention', 'eta', 'heard', 'number'] as const
export type Sort = (typeof sorts)[number]
export const isSort = (word: string | null): word is Sort => sorts.includes(word as Sort)

const urgency: Record<State, number> = { paused: 1, stale: 2, silent: 3, still: 4, moving: 4 }
const attention = (one: Standing) => (one.late ? 0 : urgency[one.state])
const eta = ({ arrival }: Standing) => (arrival ? Date.parse(arrival.eta_at) : Number.POSITIVE_INFINITY)
const heard = ({ position }: Standing) => (position ? Date.parse(position.recorded_at) : 0)
const difference = (a: number, b: number) => (a === b ? 0 : a - b)
const orders: Record<Sort, (a: Standing, b: Standing) => number> = {
  attention: (a, b) => attention(a) - attention(b),
  eta: (a, b) => difference(eta(a), eta(b)),
  heard: (a, b) => difference(heard(a), heard(b)),
  number: () => 0,
}
const byNumber = new Intl.Collator(formatTag, { numeric: true })

/** What the list shows: filtered, searched by number and names, sorted; equals stand by number, so that nothing wanders. */
export function listOf(
  all: readonly Standing[],
  o: { filter: Filter; words: string; sort: Sort },
): Standing[] {
  const words = o.words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return all
    .filter((one) => {
      const text = `${one.number} ${one.partner_name} ${one.customer_name}`.toLocaleLowerCase()
      return passes(one, o.filter) && words.every((word) => text.includes(word))
    })
    .sort((a, b) => orders[o.sort](a, b) || byNumber.compare(a.number, b.number))
}

/** "14:05–14:12", "about 14:08" without a road, or nothing while no arrival is known. */
export function arrivalText({ arrival }: Operation): string {
  if (!arrival) return ''
  const { eta_at, eta_low_at, eta_high_at, is_approximate } = arrival
  const low = clockText(new Date(eta_low_at ?? eta_at))
  const high = clockText(new Date(eta_high_at ?? eta_at))
  const range = low === high ? high : `${low}–${high}`
  return is_approximate ? operationsWords.now().about(range) : range
}

/** "Moving, 24 km/h", "Paused 3 min ago", "Stale, heard 4 min ago", "Not sharing". */
export function stateText(one: Standing, now: Date): string {
  const words = operationsWords.now()
  const { state, position, share } = one
  if (state === 'moving') return words.movingAt(speedText(position?.speed_mps ?? 0))
  if (state === 'paused' && share) return words.pausedAgo(agoText(new Date(share.changed_at), now))
  if (state === 'stale' && position) {
    const at = Math.min(Date.parse(position.recorded_at), now.getTime() - minuteMs)
    return words.staleSince(agoText(new Date(at), now))
  }
  if (state === 'silent' && share?.status === 'sharing') return words.noPosition
  return words.states[state]
}

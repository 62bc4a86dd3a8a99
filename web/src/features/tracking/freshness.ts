import type { ShareStatus } from '../../lib/rows.ts'
import { agoText, minuteMs, timeText } from '../../lib/time.ts'
import type { MoverLook } from '../../ui/mover-body.ts'
import type { Position } from './position.ts'
import { arrivalWords } from './words/arrival.ts'

// a point comes at least every 60 s from a phone that stands still, but every few seconds from one that moves
export const staleMs = 45_000
// after so long it is not news of the partner any more, only where they were last seen
export const lostMs = 120_000

export type Freshness = Exclude<MoverLook, 'area'>

/** How far a position may be believed at a moment. A pause counts at once, however fresh the position. */
export function freshnessOf(position: Position, share: ShareStatus, now: Date): Freshness {
  if (share === 'paused') return 'paused'
  const age = now.getTime() - Date.parse(position.recorded_at)
  if (age > lostMs) return 'lost'
  return age > staleMs ? 'stale' : 'fresh'
}

// once it is called old it is called at least a minute old, never "now"
const agedText = (at: Date, now: Date) =>
  agoText(new Date(Math.min(at.getTime(), now.getTime() - minuteMs)), now)

/** What stands below the marker: nothing while it is fresh, "paused", "1 min ago", or "last seen 14:05". */
export function markerNote(position: Position, share: ShareStatus, now: Date): string {
  const words = arrivalWords.now()
  const at = new Date(position.recorded_at)
  const notes: Record<Freshness, () => string> = {
    fresh: () => (position.is_coarse ? words.aboutHere : ''),
    paused: () => words.paused,
    stale: () => agedText(at, now),
    lost: () => words.lastSeen(timeText(at, now)),
  }
  return notes[freshnessOf(position, share, now)]()
}

/** "updated just now", "updated 1 min ago", "last seen 14:05" or "paused, last seen 14:05". */
export function freshnessText(position: Position, share: ShareStatus, now: Date): string {
  const words = arrivalWords.now()
  const at = new Date(position.recorded_at)
  const texts: Record<Freshness, () => string> = {
    fresh: () => words.updatedNow,
    paused: () =>
      now.getTime() - at.getTime() < staleMs ? words.paused : words.pausedLastSeen(timeText(at, now)),
    stale: () => words.updated(agedText(at, now)),
    lost: () => words.lastSeen(timeText(at, now)),
  }
  return texts[freshnessOf(position, share, now)]()
}

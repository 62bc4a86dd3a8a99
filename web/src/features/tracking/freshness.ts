import type { ShareStatus } from '../../lib/rows.ts'
import { agoText, minuteMs } from '../../lib/time.ts'
import type { Position } from './position.ts'

// a point comes at least every 60 s from a phone that stands still, but every few seconds from one that moves
export const staleMs = 45_000

// once it is called old it is called at least a minute old, never "now"
const agedText = (at: Date, now: Date) =>
  agoText(new Date(Math.min(at.getTime(), now.getTime() - minuteMs)), now)

/** What stands below the marker: nothing while it is fresh, "paused", or how old it is. */
export function markerNote(position: Position, share: ShareStatus, now: Date): string {
  if (share === 'paused') return 'paused'
  const age = now.getTime() - Date.parse(position.recorded_at)
  return age > staleMs ? agedText(new Date(position.recorded_at), now) : ''
}

/** "updated just now", "updated 2 min ago" or "paused 2 min ago". */
export function freshnessText(position: Position, share: ShareStatus, now: Date): string {
  const at = new Date(position.recorded_at)
  const age = now.getTime() - at.getTime()
  if (share === 'paused') return age < staleMs ? 'paused' : `paused, last seen ${agedText(at, now)}`
  return age <= staleMs ? 'updated just now' : `updated ${agedText(at, now)}`
}

import { distanceText } from '../../lib/format.ts'
import { distanceM, type Point } from '../../lib/geo.ts'
import type { ShareStatus } from '../../lib/rows.ts'
import { useNow } from '../../lib/use-now.ts'
import { freshnessText, markerNote } from './freshness.ts'
import type { Position } from './position.ts'

/** "1.2 km away, updated just now": straight-line distance to where it goes, with how old that is. */
export function DistanceLeft({
  position,
  share,
  dropoff,
}: {
  position: Position | null
  share: ShareStatus
  dropoff: Point
}) {
  const now = useNow(5_000)
  if (!position) return share === 'paused' ? <p className="mt-1 text-ink-soft">Position paused</p> : null
  const isFresh = markerNote(position, share, now) === ''
  return (
    <p aria-live="off" className="mt-1 flex items-center gap-2 font-medium">
      <span aria-hidden className={`size-2 rounded-full ${isFresh ? 'bg-live' : 'bg-line-strong'}`} />
      <span className="tabular">{distanceText(distanceM(position, dropoff))} away</span>
      <span className="font-normal text-ink-soft">{freshnessText(position, share, now)}</span>
    </p>
  )
}

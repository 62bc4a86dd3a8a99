import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { distanceText } from '../../../lib/format.ts'
import { clockRangeText, dayText } from '../../../lib/time.ts'
import type { Places } from '../../../ui/map-places.ts'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import type { Replay } from './replay.ts'
import { ReplayMap, type ReplayMapHandle } from './replay-map.tsx'
import { replayQuery } from './replay-query.ts'
import { ReplayView } from './replay-view.tsx'

/** What is left once the single positions are deleted: the way, when, how far. */
function Summary({ replay, places }: { replay: Replay; places: Places }) {
  const map = useRef<ReplayMapHandle>(null)
  const { startedAt, endedAt, distanceM } = replay
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-56 flex-1">
        <ReplayMap ref={map} places={places} replay={replay} startAt={0} />
      </div>
      <section aria-label="Replay" className="border-t border-line bg-surface px-4 py-4 sm:px-6">
        <p className="tabular text-17 font-semibold">
          {startedAt !== null && endedAt !== null && (
            <>
              {dayText(new Date(startedAt))}, {clockRangeText(new Date(startedAt), new Date(endedAt))} ·{' '}
            </>
          )}
          {distanceText(distanceM)}
        </p>
        <p className="text-ink-soft">
          The single positions are deleted after some days. The way is kept, rounded to about ten metres.
        </p>
      </section>
    </div>
  )
}

/** The replay of one order: waiting, failed, nothing recorded, only a summary left, or the whole of it. */
export function ReplayPanel({ orderId, places }: { orderId: string; places: Places }) {
  const { data: replay, error, refetch, fetchStatus } = useQuery(replayQuery(orderId))
  if (replay && replay.points.length > 0) return <ReplayView replay={replay} places={places} />
  if (replay && replay.way.length > 0) return <Summary replay={replay} places={places} />
  if (replay) return <EmptyState title="No position was recorded for this order." />
  if (error) {
    return (
      <ErrorState
        title="The way could not be loaded."
        detail={sentenceFor(error)}
        onRetry={() => void refetch()}
      />
    )
  }
  if (fetchStatus === 'paused') return <EmptyState title="The way will be here once you are online again." />
  return (
    <Waiting label="Loading the way">
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-96" />
        <Skeleton className="h-16" />
        <Skeleton className="h-11 w-60" />
      </div>
    </Waiting>
  )
}

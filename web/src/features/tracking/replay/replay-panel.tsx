import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { distanceText } from '../../../lib/format.ts'
import { clockRangeText, dayText } from '../../../lib/time.ts'
import type { Places } from '../../../ui/map-places.ts'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { replayWords } from '../words/replay.ts'
import type { Replay } from './replay.ts'
import { ReplayMap, type ReplayMapHandle } from './replay-map.tsx'
import { replayQuery } from './replay-query.ts'
import { ReplayView } from './replay-view.tsx'

/** What is left once the single positions are deleted: the way, when, how far. */
function Summary({ replay, places }: { replay: Replay; places: Places }) {
  const words = replayWords.use()
  const map = useRef<ReplayMapHandle>(null)
  const { startedAt, endedAt, distanceM } = replay
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-56 flex-1">
        <ReplayMap ref={map} places={places} replay={replay} startAt={0} />
      </div>
      <section aria-label={words.replay} className="border-t border-line bg-surface px-4 py-4 sm:px-6">
        <p className="tabular text-17 font-semibold">
          {startedAt !== null && endedAt !== null && (
            <>
              {words.summary(
                dayText(new Date(startedAt)),
                clockRangeText(new Date(startedAt), new Date(endedAt)),
              )}{' '}
              ·{' '}
            </>
          )}
          {distanceText(distanceM)}
        </p>
        <p className="text-ink-soft">{words.onlyTheWay}</p>
      </section>
    </div>
  )
}

/** The replay of one order: waiting, failed, nothing recorded, only a summary left, or the whole of it. */
export function ReplayPanel({ orderId, places }: { orderId: string; places: Places }) {
  const words = replayWords.use()
  const { data: replay, error, refetch, fetchStatus } = useQuery(replayQuery(orderId))
  if (replay && replay.points.length > 0) return <ReplayView replay={replay} places={places} />
  if (replay && replay.way.length > 0) return <Summary replay={replay} places={places} />
  if (replay) return <EmptyState title={words.nothing} />
  if (error) {
    return <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
  }
  if (fetchStatus === 'paused') return <EmptyState title={words.offline} />
  return (
    <Waiting label={words.loading}>
      <div className="flex flex-col gap-4 p-4">
        <Skeleton className="h-96" />
        <Skeleton className="h-16" />
        <Skeleton className="h-11 w-60" />
      </div>
    </Waiting>
  )
}

import { Flag, Inbox, Settings2 } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useMyId } from '../../lib/session.tsx'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useNow } from '../../lib/use-now.ts'
import { CountBadge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { iconButtonClasses } from '../../ui/icon-button.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { QueueRow } from './queue-row.tsx'
import { type Filter, filters } from './support.ts'
import { useCounts, useLabels, useQueue } from './support-query.ts'
import { queueWords } from './words/queue.ts'

function QueueSkeleton() {
  const words = queueWords.use()
  return (
    <Waiting label={words.loading}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex flex-col gap-2 px-3 py-3">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-3 w-2/3" />
        </div>
      ))}
    </Waiting>
  )
}

/** The queue of support: filters with their counts, search, and requests by place. j and k walk through it, / searches. */
export function QueuePane() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('filter') as Filter
  const filter = filters.includes(asked) ? asked : 'open'
  const words = queueWords.use()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const myId = useMyId()
  const now = useNow()
  const isOnline = useOnline()
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)
  const counts = useCounts().data
  const labels = useLabels().data ?? []
  const {
    data,
    error,
    isPending,
    isPlaceholderData,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    fetchNextPage,
  } = useQueue(filter, wanted)
  const tickets = data?.pages.flat() ?? []
  return (
    <div ref={pane} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <div className="flex items-center gap-1">
          <h1 className="flex-1 text-17">{words.support}</h1>
          <Link
            to={paths.supportReports}
            className={iconButtonClasses}
            aria-label={counts?.reports ? words.reportsWaiting(counts.reports) : words.reports}
            title={words.reports}
          >
            <Flag size={20} aria-hidden />
            <CountBadge count={counts?.reports ?? 0} className="absolute -end-0.5 -top-0.5" />
          </Link>
          <Link
            to={paths.supportShelf}
            className={iconButtonClasses}
            aria-label={words.shelf}
            title={words.shelf}
          >
            <Settings2 size={20} aria-hidden />
          </Link>
        </div>
        <SearchBox label={words.search} placeholder={words.searchHint} value={typed} onChange={setTyped} />
        <fieldset
          // on a phone one line that is pushed along, so that the queue begins higher
          className="-mx-3 flex min-w-0 gap-1.5 overflow-x-auto px-3 py-1 [scrollbar-width:none] lg:flex-wrap"
          disabled={wanted !== ''}
        >
          <legend className="sr-only">{words.show}</legend>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => setParams(one === 'open' ? {} : { filter: one }, { replace: true })}
              className={classNames(
                'inline-flex min-h-11 shrink-0 items-center gap-1.5 rounded-full border px-3.5 text-13 font-medium transition-colors disabled:opacity-55',
                one === filter
                  ? 'border-accent bg-accent-soft text-accent'
                  : 'border-line text-ink-soft hover:bg-sunken',
              )}
            >
              {words.filters[one]}
              {counts && one !== 'resolved' && <span className="tabular">{counts[one]}</span>}
            </button>
          ))}
        </fieldset>
        {counts && counts.late > 0 && (
          <p className="text-13 font-medium text-bad">{words.late(counts.late)}</p>
        )}
      </div>
      <div className={classNames('min-h-0 flex-1 overflow-y-auto p-1.5', isPlaceholderData && 'opacity-60')}>
        {tickets.length > 0 && (
          <ul aria-label={words.requests}>
            {tickets.map((ticket) => (
              <QueueRow key={ticket.room_id} ticket={ticket} labels={labels} myId={myId} now={now} />
            ))}
          </ul>
        )}
        {data && tickets.length === 0 && (
          <EmptyState
            icon={<Inbox size={20} aria-hidden />}
            title={wanted ? words.nothingFound : words.nothingHere}
          />
        )}
        {!data && !isOnline && <EmptyState title={words.offline} />}
        {!data && isPending && isOnline && !error && <QueueSkeleton />}
        {!data && isOnline && error && (
          <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
        )}
        {hasNextPage && (
          <Button
            look="secondary"
            className="mx-auto my-2 flex"
            isBusy={isFetchingNextPage}
            onClick={() => fetchNextPage()}
          >
            {words.more}
          </Button>
        )}
      </div>
    </div>
  )
}

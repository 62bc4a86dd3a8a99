import { Inbox } from 'lucide-react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { filters, type Sort, sorts } from './operation-state.ts'
import { OperationsRows } from './operations-rows.tsx'
import type { OperationsView } from './use-operations-view.ts'
import { operationsWords } from './words.ts'

function ListSkeleton() {
  const words = operationsWords.use()
  return (
    <Waiting label={words.loading}>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-19 flex-col justify-center gap-2 px-3">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-3 w-1/2" />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </Waiting>
  )
}

/** Search, filters with their counts, and the order of the list. */
export function OperationsTools({ view }: { view: OperationsView }) {
  const words = operationsWords.use()
  return (
    <div className="flex flex-col gap-2">
      {/* beside the map there is room for one of the two in a line */}
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox
          label={words.search}
          placeholder={words.searchHint}
          value={view.words}
          onChange={view.setWords}
          className="min-w-48 flex-1"
        />
        <select
          aria-label={words.sortBy}
          value={view.sort}
          onChange={({ target }) => view.setSort(target.value as Sort)}
          className="h-11 min-w-36 flex-1 rounded-control border border-line-strong bg-surface px-2 text-13 text-ink max-md:text-[16px]"
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {words.sorts[sort]}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">{words.show}</legend>
        {filters.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === view.filter}
            onClick={() => view.setFilter(one)}
            className={classNames(
              'inline-flex min-h-11 items-center gap-1.5 rounded-full border px-3 text-13 font-medium transition-colors',
              one === view.filter
                ? 'border-accent bg-accent-soft text-accent'
                : 'border-line text-ink-soft hover:bg-sunken',
            )}
          >
            {words.filters[one]}
            <span className="tabular">{view.counts[one]}</span>
          </button>
        ))}
      </fieldset>
    </div>
  )
}

/** The list with everything it may be instead: on its way, empty, failed, without a network. */
export function OperationsList({ view, chosenId }: { view: OperationsView; chosenId: string | null }) {
  const words = operationsWords.use()
  const { query, all, list, now, wanted, filter } = view
  const isOnline = useOnline()
  const { data, error, refetch } = query
  if (!data && !isOnline) return <EmptyState title={words.offline} />
  if (!data && error)
    return <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
  if (!data) return <ListSkeleton />
  if (all.length === 0) return <EmptyState icon={<Inbox size={20} aria-hidden />} title={words.empty} />
  if (list.length > 0) return <OperationsRows list={list} chosenId={chosenId} now={now} />
  const among = words.filters[filter]
  const unmatched = filter === 'all' ? words.noMatch(wanted) : words.noMatchAmong(wanted, among)
  return (
    <EmptyState
      title={wanted ? unmatched : words.noneIs(among)}
      action={
        <Button
          look="secondary"
          onClick={() => {
            view.setWords('')
            view.setFilter('all')
          }}
        >
          {words.showAll}
        </Button>
      }
    />
  )
}

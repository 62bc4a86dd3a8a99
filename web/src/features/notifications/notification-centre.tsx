import { useEffect, useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { dayText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { MarkAllRead } from './mark-all-read.tsx'
import { byDay } from './notification.ts'
import { NotificationRow } from './notification-row.tsx'
import { type Filter, useNotifications } from './notifications-query.ts'
import { PushCard } from './push-card.tsx'

const filters: { filter: Filter; label: string }[] = [
  { filter: 'all', label: 'All' },
  { filter: 'unread', label: 'Unread' },
]

function FilterChips({ chosen, onChoose }: { chosen: Filter; onChoose: (filter: Filter) => void }) {
  return (
    <fieldset className="flex gap-2">
      <legend className="sr-only">Show</legend>
      {filters.map(({ filter, label }) => (
        <button
          key={filter}
          type="button"
          aria-pressed={chosen === filter}
          onClick={() => onChoose(filter)}
          className={classNames(
            'min-h-11 rounded-full border px-4 text-13 font-semibold transition-colors',
            chosen === filter
              ? 'border-accent bg-accent text-accent-ink'
              : 'border-line bg-surface text-ink-soft hover:bg-sunken',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** The whole inbox, by day; older pages load as one scrolls. */
export function NotificationCentre() {
  const [filter, setFilter] = useState<Filter>('all')
  const isOnline = useOnline()
  const {
    data,
    error,
    isPending,
    refetch,
    hasNextPage,
    isFetchingNextPage,
    isFetchNextPageError,
    fetchNextPage,
  } = useNotifications(filter)
  const list = data?.pages.flat() ?? []
  const shown = filter === 'unread' ? list.filter(({ read_at }) => read_at === null) : list

  const end = useRef<HTMLDivElement>(null)
  const mayLoad = hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (!mayLoad || !end.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '0px 0px 600px 0px',
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [mayLoad, fetchNextPage])

  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-4 px-4 py-6">
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-2">
        <h1 className="text-24">Notifications</h1>
        <MarkAllRead />
      </header>
      <PushCard />
      <FilterChips chosen={filter} onChoose={setFilter} />
      {byDay(shown).map(({ key, at, notifications }) => (
        <section key={key} aria-label={dayText(at)}>
          <h2 className="pb-2 text-13 text-ink-soft">{dayText(at)}</h2>
          <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
            {notifications.map((notification) => (
              <NotificationRow key={notification.id} notification={notification} />
            ))}
          </ul>
        </section>
      ))}
      {data && shown.length === 0 && !hasNextPage && (
        <EmptyState
          title={
            filter === 'unread'
              ? 'You have read everything.'
              : 'Nothing yet. News of your orders will appear here.'
          }
          action={
            filter === 'unread' && (
              <Button look="secondary" onClick={() => setFilter('all')}>
                Show all
              </Button>
            )
          }
        />
      )}
      {!data && !isOnline && <EmptyState title="No network. Notifications load when it is back." />}
      {!data && isPending && isOnline && !error && <ListSkeleton rows={5} />}
      {!data && isOnline && error && (
        <ErrorState
          title="Notifications did not load."
          detail={sentenceFor(error)}
          onRetry={() => refetch()}
        />
      )}
      <div ref={end} className="flex min-h-px justify-center">
        {isFetchingNextPage && <ListSkeleton rows={2} />}
        {isFetchNextPageError && (
          <Button look="secondary" onClick={() => fetchNextPage()}>
            Load older notifications
          </Button>
        )}
      </div>
    </div>
  )
}

import { useDeferredValue, useRef, useState } from 'react'
import { NavLink, useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Filter, filters, type Listed, usePeople } from './people-query.ts'
import { peopleWords } from './words.ts'

function PersonRow({ one, search }: { one: Listed; search: string }) {
  const words = peopleWords.use()
  return (
    <li>
      <NavLink
        to={{ pathname: paths.person(one.id), search }}
        data-list-link
        className={({ isActive }) =>
          classNames(
            'flex min-h-16 items-center gap-3 rounded-control px-3 py-2 hover:bg-sunken focus-visible:-outline-offset-2',
            isActive && 'bg-accent-soft hover:bg-accent-soft',
          )
        }
      >
        <Avatar name={one.name} url={one.avatar_url} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-center justify-between gap-2">
            <span dir="auto" className="truncate font-semibold">
              {one.name}
            </span>
            {one.suspended_until ? (
              <Badge tone="bad">{words.suspended}</Badge>
            ) : (
              one.role !== 'customer' && (
                <Badge tone={one.role === 'staff' ? 'accent' : 'neutral'}>{words.roles[one.role]}</Badge>
              )
            )}
          </span>
          <span className="truncate text-13 text-ink-soft">
            <span dir="ltr">{one.email}</span>
          </span>
          {one.open_orders > 0 && (
            <span className="tabular text-13 text-ink-soft">{words.openOrders(one.open_orders)}</span>
          )}
        </span>
      </NavLink>
    </li>
  )
}

/** People with search and filters; j and k walk through them, / searches. */
export function PeoplePane() {
  const words = peopleWords.use()
  const [params, setParams] = useSearchParams()
  const asked = params.get('show') as Filter
  const filter = filters.includes(asked) ? asked : 'all'
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const isOnline = useOnline()
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)
  const { data, error, refetch, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } =
    usePeople(filter, wanted)
  const people = data?.pages.flat() ?? []
  return (
    <div ref={pane} className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <h1 className="text-17">{words.title}</h1>
        <SearchBox label={words.search} placeholder={words.searchHint} value={typed} onChange={setTyped} />
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">{words.show}</legend>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => setParams(one === 'all' ? {} : { show: one }, { replace: true })}
              className={classNames(
                'inline-flex min-h-11 items-center rounded-full border px-3.5 text-13 font-medium transition-colors',
                one === filter
                  ? 'border-accent bg-accent-soft text-accent'
                  : 'border-line text-ink-soft hover:bg-sunken',
              )}
            >
              {words.filters[one]}
            </button>
          ))}
        </fieldset>
      </div>
      <div className={classNames('min-h-0 flex-1 overflow-y-auto p-1.5', isPlaceholderData && 'opacity-60')}>
        {people.length > 0 && (
          <ul aria-label={words.title}>
            {people.map((one) => (
              <PersonRow key={one.id} one={one} search={params.toString()} />
            ))}
          </ul>
        )}
        {data && people.length === 0 && <EmptyState title={wanted ? words.nobody : words.empty} />}
        {!data && !isOnline && <EmptyState title={words.offline} />}
        {!data && isOnline && error && (
          <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
        )}
        {!data && isOnline && !error && (
          <Waiting label={words.loading}>
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <div key={row} className="flex h-16 items-center gap-3 px-3">
                <Skeleton className="size-10 rounded-full" />
                <div className="flex flex-1 flex-col gap-2">
                  <Skeleton className="h-4 w-1/2" />
                  <Skeleton className="h-3 w-2/3" />
                </div>
              </div>
            ))}
          </Waiting>
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

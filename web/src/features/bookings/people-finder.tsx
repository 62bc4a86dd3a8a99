import { useDeferredValue, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Person, shortestSearch, useFoundPeople } from './people-query.ts'
import { byPhoneWords } from './words/by-phone.ts'

/** Finds one person by what they say on the phone: name, address or number. */
export function PeopleFinder({
  label,
  only,
  onChoose,
}: {
  label: string
  only?: 'partner'
  onChoose: (person: Person) => void
}) {
  const words = byPhoneWords.use().find
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const isOnline = useOnline()
  const { data, error, refetch, isPlaceholderData } = useFoundPeople(wanted, only)
  const isAsked = wanted.length >= shortestSearch
  const found = isAsked ? data : undefined
  return (
    <div className="flex flex-col gap-3">
      <SearchBox label={label} placeholder={words.placeholder} value={typed} onChange={setTyped} />
      <div aria-live="polite">
        {!isAsked && <p className="text-13 text-pretty text-ink-soft">{words.hint}</p>}
        {found?.length === 0 && <EmptyState title={words.nobody} />}
        {isAsked && !found && !isOnline && <EmptyState title={words.offline} />}
        {isAsked && !found && isOnline && error && (
          <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
        )}
        {isAsked && !found && isOnline && !error && (
          <Waiting label={words.loading}>
            <div className="row-list">
              {[0, 1, 2].map((row) => (
                <div key={row} className="flex h-16 items-center gap-3 px-4">
                  <Skeleton className="size-10 rounded-full" />
                  <Skeleton className="h-4 w-1/2" />
                </div>
              ))}
            </div>
          </Waiting>
        )}
      </div>
      {found && found.length > 0 && (
        <ul aria-label={words.found} className={classNames('row-list', isPlaceholderData && 'opacity-60')}>
          {found.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => onChoose(person)}
                className="flex min-h-16 w-full items-center gap-3 px-4 py-2 text-start hover:bg-sunken focus-visible:-outline-offset-2"
              >
                <Avatar name={person.name} url={person.avatar_url} />
                <span className="flex min-w-0 flex-col">
                  <span dir="auto" className="truncate text-page-start font-semibold">
                    {person.name}
                  </span>
                  <span className="truncate text-13 text-ink-soft">
                    <span dir="ltr">{person.email}</span>
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

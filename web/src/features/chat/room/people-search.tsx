import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import type { PersonRole } from '../../../lib/rows.ts'
import { supabase } from '../../../lib/supabase.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { roomWords } from './words.ts'

const shown = 20

export type Person = { id: string; name: string; role: PersonRole; avatar_url: string | null }

// % and _ of a name stand for themselves
const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** People by name; staff read all profiles. */
function usePeople(text: string, role: PersonRole | null) {
  return useQuery({
    queryKey: ['people', role, text],
    queryFn: (): Promise<Person[]> => {
      const all = supabase.from('profiles').select('id, name, role, avatar_url')
      const some = role ? all.eq('role', role) : all
      return rowsOf(some.ilike('name', pattern(text)).order('name').limit(shown))
    },
  })
}

/** For staff: finds people by name. A press chooses one; of several that may be chosen, those that are bear a mark. */
export function PeopleSearch({
  only,
  without,
  chosen,
  isBusy,
  failure,
  onChoose,
}: {
  /** What they are; anybody when null. */
  only: PersonRole | null
  without: ReadonlySet<string>
  chosen?: ReadonlySet<string>
  isBusy?: boolean
  failure?: unknown
  onChoose: (person: Person) => void
}) {
  const words = roomWords.use()
  const [text, setText] = useState('')
  const { data, error, isPending, refetch } = usePeople(useDeferredValue(text.trim()), only)
  const people = data?.filter(({ id }) => !without.has(id))
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={words.name}
        type="search"
        value={text}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        error={failure ? sentenceFor(failure) : null}
      />
      {isPending && !error && (
        <Waiting label={words.lookingForPeople}>
          <Skeleton className="h-14 w-full" />
        </Waiting>
      )}
      {!people && error && (
        <ErrorState title={words.peopleFailed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
      {people?.length === 0 && <EmptyState title={words.nobodyFound} />}
      <ul aria-label={words.peopleFound} className="flex flex-col gap-1">
        {people?.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              aria-disabled={isBusy || undefined}
              aria-pressed={chosen?.has(person.id)}
              className="flex min-h-14 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-sunken"
              onClick={() => isBusy || onChoose(person)}
            >
              <Avatar name={person.name} url={person.avatar_url} />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{person.name}</bdi>
                <span className="text-13 text-ink-soft">{words.roles[person.role]}</span>
              </span>
              {chosen?.has(person.id) && <Check size={20} aria-hidden className="text-accent" />}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toast.tsx'
import type { Room } from './room.ts'
import { useAddMember } from './room-calls.ts'

const shown = 20

// % and _ of a name stand for themselves
const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** People by name; staff read all profiles. */
function usePeople(text: string, kind: Room['kind']) {
  return useQuery({
    queryKey: ['people', kind, text],
    queryFn: () => {
      const all = supabase.from('profiles').select('id, name, role, avatar_url')
      const some = kind === 'staff' ? all.eq('role', 'staff') : all
      return rowsOf(some.ilike('name', pattern(text)).order('name').limit(shown))
    },
  })
}

/** For staff: finds somebody by name and lets them in. */
export function AddPerson({ room, onAdded }: { room: Room; onAdded: () => void }) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { data, error, isPending, refetch } = usePeople(wanted, room.kind)
  const add = useAddMember()
  const inside = new Set(room.members.map(({ user_id }) => user_id))
  const people = data?.filter(({ id }) => !inside.has(id))
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label="Name"
        type="search"
        value={text}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setText(event.target.value)}
        error={add.error ? sentenceFor(add.error) : null}
      />
      {isPending && !error && (
        <Waiting label="Looking for people">
          <Skeleton className="h-14 w-full" />
        </Waiting>
      )}
      {!people && error && (
        <ErrorState
          title="The people did not load."
          detail={sentenceFor(error)}
          onRetry={() => void refetch()}
        />
      )}
      {people?.length === 0 && <EmptyState title="Nobody of this name." />}
      <ul className="flex flex-col gap-1">
        {people?.map(({ id, name, role, avatar_url }) => (
          <li key={id}>
            <button
              type="button"
              aria-disabled={add.isPending || undefined}
              className="flex min-h-14 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-sunken"
              onClick={() =>
                add.isPending ||
                add.mutate(
                  { roomId: room.room_id, userId: id },
                  {
                    onSuccess: () => {
                      showToast(`${name} was added`)
                      onAdded()
                    },
                  },
                )
              }
            >
              <Avatar name={name} url={avatar_url} />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{name}</bdi>
                <span className="text-13 text-ink-soft">{role}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

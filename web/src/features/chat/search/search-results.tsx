import { useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useMyId } from '../../../lib/session.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { useRooms } from '../room/rooms-query.ts'
import { FoundRow } from './found-row.tsx'
import { type Found, useSearch } from './search-query.ts'

/** Found messages in all conversations, or in the open one alone. `onChoose` goes to the message. */
export function SearchResults({
  words,
  openRoomId,
  isOnlyHere = false,
  onChoose,
}: {
  words: string
  openRoomId: string | null
  /** Searches the open conversation, without a choice. */
  isOnlyHere?: boolean
  onChoose: (found: Found) => void
}) {
  const [wantsHere, setWantsHere] = useState(false)
  const isHere = openRoomId !== null && (isOnlyHere || wantsHere)
  const search = useSearch(words, isHere ? openRoomId : null)
  const rooms = useRooms().data
  const me = useMyId()
  const isOnline = useOnline()
  const now = useNow()
  if (!search.isQuestion) return null
  const found = search.isCurrent ? (search.data?.pages.flat() ?? []) : []
  return (
    <section aria-label="Messages found" aria-busy={!search.isCurrent}>
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 px-3 pt-2">
        <h2 className="text-13 font-semibold text-ink-faint">Messages</h2>
        {openRoomId !== null && !isOnlyHere && (
          <button
            type="button"
            aria-pressed={wantsHere}
            onClick={() => setWantsHere(!wantsHere)}
            className={classNames(
              'min-h-11 rounded-full border px-3.5 text-13 font-medium',
              wantsHere ? 'border-accent bg-accent-soft text-accent' : 'border-line text-ink-soft',
            )}
          >
            In this conversation
          </button>
        )}
      </div>
      {search.isError && !search.data && (
        <ErrorState
          title="The search did not work."
          detail={sentenceFor(search.error)}
          onRetry={() => void search.refetch()}
        />
      )}
      {!search.isCurrent && !search.isError && !isOnline && (
        <EmptyState title="No network. The search goes on when it is back." />
      )}
      {!search.isCurrent && !search.isError && isOnline && (
        <Waiting label="Searching">
          <div className="flex flex-col gap-4 px-3 py-2">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex flex-col gap-2">
                <Skeleton className="h-4 w-1/3" />
                <Skeleton className="h-4 w-11/12" />
              </div>
            ))}
          </div>
        </Waiting>
      )}
      {search.isCurrent && found.length === 0 && <EmptyState title={`No message holds “${words}”.`} />}
      <p className="sr-only" role="status">
        {search.isCurrent && `${found.length}${search.hasNextPage ? ' or more' : ''} messages found`}
      </p>
      <ul>
        {found.map((one) => (
          <FoundRow
            key={one.message_id}
            found={one}
            room={rooms?.find(({ room_id }) => room_id === one.room_id)}
            me={me}
            now={now}
            isRoomNamed={!isHere}
            onChoose={() => onChoose(one)}
          />
        ))}
      </ul>
      {search.isCurrent && search.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button look="quiet" isBusy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}

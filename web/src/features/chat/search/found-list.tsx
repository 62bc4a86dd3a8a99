import { SearchX } from 'lucide-react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useMyId } from '../../../lib/session.tsx'
import { Button } from '../../../ui/button.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { useRooms } from '../room/rooms-query.ts'
import { roomsWords } from '../rooms-page/words.ts'
import { FoundRow } from './found-row.tsx'
import { type Found, useSearch } from './search-query.ts'

function FoundSkeleton() {
  const words = roomsWords.use()
  return (
    <Waiting label={words.searching}>
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex min-h-16 gap-3 px-3 py-2">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2 py-1">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

/** The messages that hold what is typed, of all rooms or of one. */
export function FoundList({
  typed,
  roomId,
  toFound,
  onOpen,
}: {
  typed: string
  roomId: string | null
  /** Where one leads, if not to the page of its room. */
  toFound?: (found: Found) => string
  onOpen?: () => void
}) {
  const words = roomsWords.use()
  const me = useMyId()
  const isOnline = useOnline()
  const { data: rooms } = useRooms()
  const { isAsked, found, error, hasMore, isLoadingMore, isMoreFailed, more, retry } = useSearch(
    typed,
    roomId,
  )
  if (!isAsked) return <p className="px-3 py-2 text-13 text-ink-soft">{words.tooShort}</p>
  if (!found) {
    if (!isOnline) return <EmptyState title={words.searchOffline} />
    if (error) return <ErrorState title={words.searchFailed} detail={sentenceFor(error)} onRetry={retry} />
    return <FoundSkeleton />
  }
  if (found.length === 0)
    return (
      <div role="status">
        <EmptyState icon={<SearchX size={20} aria-hidden />} title={words.noneFound(typed.trim())} />
      </div>
    )
  return (
    <>
      <p role="status" className="sr-only">
        {hasMore ? words.foundMore(found.length) : words.found(found.length)}
      </p>
      <ul aria-label={words.foundMessages}>
        {found.map((one) => (
          <FoundRow
            key={one.message_id}
            found={one}
            room={rooms?.find(({ room_id }) => room_id === one.room_id)}
            me={me}
            isRoomNamed={roomId === null}
            to={toFound?.(one)}
            onOpen={onOpen}
          />
        ))}
      </ul>
      {isMoreFailed && (
        <p role="alert" className="px-3 py-2 text-13 text-bad">
          {sentenceFor(error)}
        </p>
      )}
      {hasMore && (
        <Button look="secondary" className="mx-auto my-2 flex" isBusy={isLoadingMore} onClick={more}>
          {isMoreFailed ? words.tryAgain : words.more}
        </Button>
      )}
    </>
  )
}

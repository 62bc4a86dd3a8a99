import { MessageCircle, Search } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { paths } from '../../../lib/paths.ts'
import { useMyId, useProfile } from '../../../lib/session.tsx'
import { useListKeys } from '../../../lib/use-list-keys.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { useRooms } from '../room/rooms-query.ts'
import { placeOf } from '../search/search-query.ts'
import { SearchResults } from '../search/search-results.tsx'
import { RoomRow } from './room-row.tsx'
import { isLookedFor } from './room-words.ts'

/** All conversations of the person, newest first, and a search in them. */
export function RoomsPane({
  openRoomId,
  onOpen,
}: {
  openRoomId: string | null
  onOpen: (path: string) => void
}) {
  const { data, error, isPending, refetch } = useRooms()
  const me = useMyId()
  const locale = useProfile().data?.locale
  const isOnline = useOnline()
  const now = useNow()
  const [typed, setTyped] = useState('')
  const words = typed.trim()
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)
  const rooms = useMemo(() => data?.filter(({ notes_of }) => !notes_of) ?? [], [data])
  const shown = words ? rooms.filter((room) => isLookedFor(room, me, words)) : rooms

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !typed) return
    event.preventDefault()
    setTyped('')
  }

  return (
    <div ref={pane} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 border-b border-line p-4">
        <h1 className="flex min-h-11 items-center text-20">Messages</h1>
        <label className="relative">
          <span className="sr-only">Search messages and people</span>
          <Search size={20} aria-hidden className="absolute start-3 top-3 text-ink-faint" />
          <input
            type="search"
            value={typed}
            maxLength={400}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
            placeholder="Search messages and people"
            className="h-11 w-full rounded-control bg-sunken ps-10 pe-3 placeholder:text-ink-faint max-md:text-[16px]"
          />
        </label>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-6 lg:px-1">
        {isPending && isOnline && !error && (
          <Waiting label="Loading conversations">
            <RoomsSkeleton />
          </Waiting>
        )}
        {isPending && !isOnline && (
          <EmptyState title="Your conversations will be here once you are online again." />
        )}
        {error && !data && (
          <ErrorState
            title="Your conversations did not load."
            detail={sentenceFor(error)}
            onRetry={() => void refetch()}
          />
        )}
        {data && rooms.length === 0 && !words && (
          <EmptyState
            icon={<MessageCircle size={20} aria-hidden />}
            title="No conversations yet. Each order brings its own, and Help opens one with us."
            action={
              <Button look="secondary" onClick={() => onOpen(paths.newHelp)}>
                Ask for help
              </Button>
            }
          />
        )}
        {shown.length > 0 && (
          <section aria-label="Conversations">
            {words && <h2 className="px-3 pt-4 pb-1 text-13 font-semibold text-ink-faint">Conversations</h2>}
            <ul className={words ? undefined : 'pt-2'}>
              {shown.map((room) => (
                <RoomRow key={room.room_id} room={room} me={me} locale={locale} now={now} />
              ))}
            </ul>
          </section>
        )}
        {words && (
          <SearchResults
            words={words}
            openRoomId={openRoomId}
            onChoose={(found) => onOpen(paths.roomAt(found.room_id, placeOf(found)))}
          />
        )}
      </div>
    </div>
  )
}

function RoomsSkeleton() {
  return (
    <div className="flex flex-col pt-2">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex items-center gap-3 px-3 py-2.5">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}

import { MessagesSquare, SquarePen } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { paths } from '../../../lib/paths.ts'
import { useMyId, useProfile } from '../../../lib/session.tsx'
import { useListKeys } from '../../../lib/use-list-keys.ts'
import { useNow } from '../../../lib/use-now.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { systemWords } from '../list/system-words.ts'
import { listWords } from '../list/words.ts'
import { useBlockedIds } from '../room/blocks.ts'
import { useRooms } from '../room/rooms-query.ts'
import { roomWords } from '../room/words.ts'
import { FoundList } from '../search/found-list.tsx'
import { SearchField } from '../search/search-field.tsx'
import { useListArrows } from '../search/use-list-arrows.ts'
import { NewConversation } from './new-conversation.tsx'
import { roomsWith } from './room-match.ts'
import { RoomRow } from './room-row.tsx'
import { roomsWords } from './words.ts'

/** Who is here changes without an event; the list asks anew this often while it is seen. */
const anewMs = 60_000

function RoomsSkeleton() {
  const words = roomsWords.use()
  return (
    <Waiting label={words.loading}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex min-h-16 items-center gap-3 px-3 py-2">
          <Skeleton className="size-10 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

/** All conversations, newest first, and the search in them. j and k walk through it, / goes to the search, Escape empties it. */
export function RoomsPane() {
  const words = roomsWords.use()
  // functions speak these: what rooms are called, and what was said last
  roomWords.use()
  listWords.use()
  systemWords.use()
  const me = useMyId()
  const { data: profile } = useProfile()
  const { data: rooms, error, isPending, refetch } = useRooms({ refetchInterval: anewMs })
  const isOnline = useOnline()
  const now = useNow()
  const blocked = useBlockedIds()
  const [typed, setTyped] = useState('')
  const [isNew, setNew] = useState(false)
  const navigate = useNavigate()
  const isSearch = typed.trim() !== ''
  const { box, onKeyDown } = useListArrows()
  useListKeys(box)
  const reader = { me, blocked }
  const shown = useMemo(() => roomsWith(rooms ?? [], typed, me), [rooms, typed, me])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move the focus between what can be focused
    <div ref={box} onKeyDown={onKeyDown} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 border-b border-line p-4">
        <div className="flex min-h-11 items-center justify-between">
          <h1 className="text-20">{words.messages}</h1>
          {profile?.role === 'staff' && (
            <IconButton label={words.newConversation} onClick={() => setNew(true)}>
              <SquarePen size={20} aria-hidden />
            </IconButton>
          )}
        </div>
        <SearchField label={words.search} typed={typed} onType={setTyped} />
      </header>
      {isNew && (
        <NewConversation
          onOpened={(id) => {
            setNew(false)
            navigate(paths.room(id))
          }}
          onClose={() => setNew(false)}
        />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5 pb-6">
        {isSearch && shown.length > 0 && (
          <h2 className="px-3 pt-2 pb-1 text-13 font-medium text-ink-soft">{words.conversations}</h2>
        )}
        {shown.length > 0 && (
          <ul aria-label={words.conversations}>
            {shown.map((room) => (
              <RoomRow key={room.room_id} room={room} reader={reader} now={now} />
            ))}
          </ul>
        )}
        {rooms && rooms.length === 0 && !isSearch && (
          <EmptyState icon={<MessagesSquare size={20} aria-hidden />} title={words.empty} />
        )}
        {!rooms && isPending && isOnline && !error && <RoomsSkeleton />}
        {!rooms && !isOnline && <EmptyState title={words.offline} />}
        {!rooms && isOnline && error && (
          <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
        )}
        {isSearch && (
          <>
            <h2 className="px-3 pt-4 pb-1 text-13 font-medium text-ink-soft">{words.messages}</h2>
            <FoundList typed={typed} roomId={null} />
          </>
        )}
      </div>
    </div>
  )
}

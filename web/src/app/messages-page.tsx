import { useCallback } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { roomTitle } from '../features/chat/room/room-title.ts'
import { useRoomById } from '../features/chat/room/rooms-query.ts'
import { RoomsPane } from '../features/chat/rooms-page/rooms-pane.tsx'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { useEscape } from '../lib/use-escape.ts'
import { useWide } from '../lib/use-media.ts'
import { classNames } from '../ui/class-names.ts'
import { EmptyState } from '../ui/states.tsx'
import { RoomCall } from './room-call.tsx'
import { RoomRating } from './room-rating.tsx'
import { appWords } from './words.ts'

/** All conversations. Wide: the list stays at the left of the one that is open, and Escape closes it; on a phone it fills the screen. */
export function MessagesPage() {
  const words = appWords.use().messages
  const { roomId = '' } = useParams()
  const isWide = useWide()
  const navigate = useNavigate()
  const { key } = useLocation()
  const me = useMyId()
  const { data: room } = useRoomById(roomId)
  const title = room ? roomTitle(room, me) : words.title
  useTitle(title)
  const back = useCallback(
    // who came by a link from outside has no list behind them
    () => void (key === 'default' ? navigate(paths.messages) : navigate(-1)),
    [key, navigate],
  )
  // in the conversation Escape is of what is open there
  useEscape(roomId !== '' && isWide, () => navigate(paths.messages))
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[minmax(300px,360px)_minmax(0,1fr)]">
      {/* stays while a conversation fills the phone, with its search and place */}
      <div
        className={classNames(
          'min-h-0 min-w-0 flex-col border-line bg-surface lg:border-e',
          roomId && !isWide ? 'hidden' : 'flex',
        )}
      >
        <RoomsPane />
      </div>
      {roomId && (
        <div className="relative flex min-h-0 min-w-0 flex-col">
          {!isWide && <h1 className="sr-only">{title}</h1>}
          <RoomPanel
            key={roomId}
            roomId={roomId}
            onBack={isWide ? undefined : back}
            onOpenRoom={(id) => navigate(paths.room(id))}
            slots={{ action: <RoomCall roomId={roomId} />, above: <RoomRating room={room} /> }}
          />
        </div>
      )}
      {!roomId && isWide && (
        <div className="flex items-center justify-center">
          <EmptyState title={words.choose} />
        </div>
      )}
    </div>
  )
}

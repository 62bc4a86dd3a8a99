import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { fullText, timeText } from '../../../lib/time.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import type { Room } from '../room/room.ts'
import { roomTitle } from '../room/room-title.ts'
import { roomsWords } from '../rooms-page/words.ts'
import { partsOf } from './marked.ts'
import type { Found } from './search-query.ts'

/** A message that was found: who said it, when and where, and its words with the found ones marked. */
export function FoundRow({
  found,
  room,
  me,
  isRoomNamed,
  to,
  onOpen,
}: {
  found: Found
  /** Missing when the list of rooms is not there yet. */
  room: Room | undefined
  me: string
  isRoomNamed: boolean
  /** Where it leads; the room at that message when missing. */
  to?: string | undefined
  onOpen?: (() => void) | undefined
}) {
  const words = roomsWords.use()
  const sender = room?.members.find(({ user_id }) => user_id === found.sender_id)
  const name = found.sender_id === me ? words.you : (sender?.name ?? words.somebodyWhoLeft)
  const at = new Date(found.created_at)
  let start = 0
  const parts = partsOf(found.snippet, found.ranges).map((part) => {
    const keyed = { ...part, key: start }
    start += part.text.length
    return keyed
  })
  return (
    <li>
      <Link
        to={to ?? paths.message(found.room_id, found.place)}
        replace={to !== undefined}
        data-list-link
        onClick={onOpen}
        className="flex min-h-16 gap-3 rounded-control px-3 py-2 transition-colors hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <Avatar name={sender?.name ?? name} url={sender?.avatar_url} />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-baseline justify-between gap-2">
            <span dir="auto" className="truncate font-medium">
              {name}
              {isRoomNamed && room && roomTitle(room, me) !== name && (
                <span className="font-normal text-ink-soft"> · {roomTitle(room, me)}</span>
              )}
            </span>
            <time
              dateTime={found.created_at}
              title={fullText(at)}
              className="shrink-0 text-12 whitespace-nowrap text-ink-soft"
            >
              {timeText(at)}
            </time>
          </span>
          <span
            dir="auto"
            className="line-clamp-2 [text-align:match-parent] text-13 wrap-anywhere text-ink-soft"
          >
            {found.thread_root && `${words.inThread}: `}
            {parts.map(({ key, text, isFound }) =>
              isFound ? (
                <mark key={key} className="rounded-sm bg-accent-soft font-semibold text-ink">
                  {text}
                </mark>
              ) : (
                text
              ),
            )}
          </span>
        </span>
      </Link>
    </li>
  )
}

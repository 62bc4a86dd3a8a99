import { fullText, timeText } from '../../../lib/time.ts'
import { type Room, roomTitle } from '../room/room.ts'
import { Marked } from './marked.tsx'
import type { Found } from './search-query.ts'

/** One found message: whose and when, and the piece of it that was meant. */
export function FoundRow({
  found,
  room,
  me,
  now,
  isRoomNamed,
  onChoose,
}: {
  found: Found
  room: Room | undefined
  me: string
  now: Date
  isRoomNamed: boolean
  onChoose: () => void
}) {
  const sender = room?.members.find(({ user_id }) => user_id === found.sender_id)
  const name = found.sender_id === me ? 'You' : (sender?.name ?? 'Somebody who left')
  const at = new Date(found.created_at)
  return (
    <li>
      <button
        type="button"
        data-list-link
        onClick={onChoose}
        className="flex min-h-11 w-full flex-col gap-0.5 rounded-control px-3 py-2.5 text-start hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <span className="flex w-full items-baseline justify-between gap-2">
          <span dir="auto" className="truncate text-13 font-medium">
            {name}
            {isRoomNamed && room && <span className="text-ink-soft"> · {roomTitle(room, me)}</span>}
          </span>
          <time dateTime={found.created_at} title={fullText(at)} className="shrink-0 text-13 text-ink-faint">
            {timeText(at, now)}
          </time>
        </span>
        <span dir="auto" className="line-clamp-2 text-15 wrap-anywhere text-ink-soft">
          <Marked text={found.snippet} ranges={found.ranges} />
        </span>
      </button>
    </li>
  )
}

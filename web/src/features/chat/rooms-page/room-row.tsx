import { Archive, AtSign, BellOff, LockKeyhole, MessagesSquare, NotebookPen, Package } from 'lucide-react'
import { NavLink } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { fullText, minuteMs, timeText } from '../../../lib/time.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { CountBadge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import type { Room } from '../room/room.ts'
import { roomTitle } from '../room/room-title.ts'
import { silenceText } from '../room/silence.ts'
import { previewOf, type Reader } from './preview.ts'
import { roomsWords } from './words.ts'

/** Somebody whose app said so this lately is here; it does every minute. */
const hereMs = 2 * minuteMs

/** What stands in colour and signs at the end of a row, in words. */
function marksOf(room: Room, silent: string | null, isHere: boolean): string {
  const words = roomsWords.now()
  return [
    isHere && words.hereNow,
    room.status !== 'open' && (room.status === 'closed' ? words.closed : words.archived),
    silent,
    room.unread > 0 && words.unread(room.unread),
    room.unread_mentions > 0 && words.forYou(room.unread_mentions),
    room.unread_threads > 0 && words.threads(room.unread_threads),
  ]
    .filter(Boolean)
    .join(', ')
}

/** One conversation: with whom, the last word, when, and what waits there. */
export function RoomRow({ room, reader, now }: { room: Room; reader: Reader; now: Date }) {
  const others = room.members.filter(({ user_id }) => user_id !== reader.me)
  const only = others.length === 1 ? others[0] : undefined
  const title = roomTitle(room, reader.me)
  const at = room.last_message && new Date(room.last_message.created_at)
  const silent = silenceText(room, now.getTime())
  const isUnread = room.unread > 0
  const isHere = others.some(
    ({ last_seen_at }) => last_seen_at !== null && now.getTime() - Date.parse(last_seen_at) < hereMs,
  )
  const Closed = room.status === 'archived' ? Archive : LockKeyhole
  return (
    <li>
      <NavLink
        to={room.notes_of ? paths.supportRoom(room.notes_of) : paths.room(room.room_id)}
        data-list-link
        data-room={room.room_id}
        className={({ isActive }) =>
          classNames(
            'flex min-h-16 items-center gap-3 rounded-control px-3 py-2 transition-colors focus-visible:-outline-offset-2',
            isActive ? 'bg-accent-soft' : 'hover:bg-sunken',
          )
        }
      >
        <span className={classNames('relative', room.status !== 'open' && 'opacity-60 grayscale')}>
          {room.notes_of ? (
            <span className="flex size-10 items-center justify-center rounded-full bg-warn-soft text-warn">
              <NotebookPen size={20} aria-hidden />
            </span>
          ) : room.kind === 'order' && others.length === 0 ? (
            <span className="flex size-10 items-center justify-center rounded-full bg-accent-soft text-accent">
              <Package size={20} aria-hidden />
            </span>
          ) : (
            <Avatar name={only?.name ?? title} url={only?.avatar_url} />
          )}
          {isHere && <span aria-hidden className="presence-dot" />}
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="flex items-baseline justify-between gap-2">
            <span dir="auto" className={classNames('truncate', isUnread ? 'font-bold' : 'font-medium')}>
              {title}
            </span>
            {room.last_message && at && (
              <time
                dateTime={room.last_message.created_at}
                title={fullText(at)}
                className={classNames(
                  'shrink-0 text-12 whitespace-nowrap',
                  isUnread && !silent ? 'font-semibold text-accent' : 'text-ink-soft',
                )}
              >
                {timeText(at, now)}
              </time>
            )}
          </span>
          <span className="flex items-center justify-between gap-2">
            <span
              dir="auto"
              className={classNames(
                'min-h-5 truncate text-13',
                isUnread ? 'font-medium text-ink' : 'text-ink-soft',
                room.last_message?.is_deleted && 'italic',
              )}
            >
              {previewOf(room, reader)}
            </span>
            <span aria-hidden className="flex shrink-0 items-center gap-1.5 text-ink-faint">
              {room.status !== 'open' && <Closed size={16} />}
              {silent && <BellOff size={16} />}
              {room.unread_threads > 0 && <MessagesSquare size={16} className="text-accent" />}
              {room.unread_mentions > 0 && <AtSign size={16} className="text-accent" />}
              {silent && isUnread ? (
                <span className="tabular text-12 font-semibold text-ink-soft">
                  {room.unread > 99 ? '99+' : room.unread}
                </span>
              ) : (
                <CountBadge count={room.unread} />
              )}
            </span>
          </span>
        </span>
        <span className="sr-only">{marksOf(room, silent, isHere)}</span>
      </NavLink>
    </li>
  )
}

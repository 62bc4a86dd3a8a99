import { AtSign, BellOff, Lock } from 'lucide-react'
import { NavLink } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { fullText, timeText } from '../../../lib/time.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { CountBadge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { type Room, roomTitle } from '../room/room.ts'
import { isSilent, lastWords } from './room-words.ts'

/** The server writes when somebody was last here to half a minute. */
const hereMs = 75_000

/** One conversation: with whom, what was said last, and what waits. */
export function RoomRow({
  room,
  me,
  locale,
  now,
}: {
  room: Room
  me: string
  locale: string | undefined
  now: Date
}) {
  const others = room.members.filter(({ user_id }) => user_id !== me)
  const only = others.length === 1 ? others[0] : undefined
  const isHere = others.some(
    ({ last_seen_at }) => last_seen_at && now.getTime() - Date.parse(last_seen_at) < hereMs,
  )
  const title = roomTitle(room, me)
  const at = room.last_message ? new Date(room.last_message.created_at) : null
  const isClosed = room.status !== 'open'
  const unread = room.unread + (room.unread_threads ?? 0)
  return (
    <li>
      <NavLink
        to={paths.room(room.room_id)}
        data-list-link
        className={({ isActive }) =>
          classNames(
            'flex min-h-11 items-center gap-3 rounded-control px-3 py-2.5 transition-colors hover:bg-sunken focus-visible:-outline-offset-2',
            isActive && 'bg-accent-soft hover:bg-accent-soft',
            isClosed && 'text-ink-soft',
          )
        }
      >
        <span className="relative shrink-0">
          <Avatar name={others.map(({ name }) => name).join(', ') || title} url={only?.avatar_url ?? null} />
          {isHere && (
            <>
              <span className="sr-only">Here now. </span>
              <span
                aria-hidden
                className="absolute end-0 bottom-0 size-3 rounded-full border-2 border-surface bg-good"
              />
            </>
          )}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline justify-between gap-2">
            <span dir="auto" className={classNames('truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>
              {title}
            </span>
            {at && (
              <time
                dateTime={at.toISOString()}
                title={fullText(at)}
                className="shrink-0 text-13 text-ink-faint"
              >
                {timeText(at, now)}
              </time>
            )}
          </span>
          <span className="flex items-center justify-between gap-2">
            <span
              dir="auto"
              className={classNames('truncate text-13', unread > 0 ? 'text-ink' : 'text-ink-soft')}
            >
              {lastWords(room, me, locale)}
            </span>
            <span className="flex shrink-0 items-center gap-1.5 text-ink-faint">
              {isClosed && (
                <>
                  <Lock size={16} aria-hidden />
                  <span className="sr-only">Closed</span>
                </>
              )}
              {isSilent(room, now.getTime()) && (
                <>
                  <BellOff size={16} aria-hidden />
                  <span className="sr-only">Silenced</span>
                </>
              )}
              {(room.unread_mentions ?? 0) > 0 && (
                <>
                  <AtSign size={16} aria-hidden className="text-accent" />
                  <span className="sr-only">You are named</span>
                </>
              )}
              {unread > 0 && <span className="sr-only">{unread} unread</span>}
              <CountBadge count={unread} />
            </span>
          </span>
        </span>
      </NavLink>
    </li>
  )
}

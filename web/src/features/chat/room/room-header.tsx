import { ArrowLeft, BellOff, EllipsisVertical, Package } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link, useMatch } from 'react-router'
import { listText } from '../../../lib/format.ts'
import { paths } from '../../../lib/paths.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { IconButton, iconButtonClasses } from '../../../ui/icon-button.tsx'
import { lastSeenText } from '../reading/last-seen.ts'
import { readingWords } from '../reading/words.ts'
import { RoomSearch } from '../search/room-search.tsx'
import { PeopleSheet } from './people-sheet.tsx'
import type { Member, Room } from './room.ts'
import { RoomMenu } from './room-menu.tsx'
import { silenceText } from './silence.ts'
import { roomWords } from './words.ts'

function Dots() {
  return (
    <span aria-hidden className="inline-flex items-center gap-0.5">
      {['0ms', '160ms', '320ms'].map((delay) => (
        <span
          key={delay}
          style={{ animationDelay: delay }}
          className="size-1.5 rounded-full bg-accent motion-safe:animate-[pulse-skeleton_1s_ease-in-out_infinite]"
        />
      ))}
    </span>
  )
}

/** With whom one talks, whether they are here and whether they write; the people and the menu of the room. */
export function RoomHeader({
  room,
  title,
  others,
  typingNames = [],
  presentIds,
  onBack,
  onOpenRoom,
  action,
}: {
  /** Missing while it loads, or when one is not in it. */
  room?: Room
  title: string
  others: readonly Member[]
  typingNames?: string[]
  presentIds?: ReadonlySet<string>
  onBack?: (() => void) | undefined
  onOpenRoom?: ((roomId: string) => void) | undefined
  action?: ReactNode
}) {
  const words = roomWords.use()
  readingWords.use()
  const [open, setOpen] = useState<'menu' | 'people' | 'search' | null>(null)
  const close = () => setOpen(null)
  const isAtOrder = useMatch('/orders/*') !== null
  const now = useNow()
  const names = listText(others.map(({ name }) => name))
  const only = others.length === 1 ? others[0] : undefined
  const isSomebodyHere = others.some(({ user_id }) => presentIds?.has(user_id))
  const lastSeen = only && lastSeenText(only.last_seen_at, now.getTime())
  const place = isSomebodyHere
    ? words.hereNow
    : only
      ? lastSeen || words.parts[only.role]
      : others.length > 0
        ? title
        : ''
  const silent = room && silenceText(room, now.getTime())
  return (
    <header className="flex min-h-14 items-center gap-3 border-b border-line bg-surface px-3 py-2">
      {onBack && (
        <IconButton label={words.back} onClick={onBack} className="-ms-1">
          <ArrowLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      )}
      {others.length > 0 && (
        <span className="relative">
          <Avatar name={names} url={only?.avatar_url ?? null} />
          {isSomebodyHere && <span aria-hidden className="presence-dot" />}
        </span>
      )}
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate text-page-start text-15">
          {names || title}
        </h2>
        {typingNames.length > 0 ? (
          <p className="flex items-center gap-1.5 text-13 text-accent">
            <Dots />
            <span className="truncate">{words.typing(typingNames)}</span>
          </p>
        ) : (
          place && <p className="truncate text-13 text-ink-soft">{place}</p>
        )}
      </div>
      {silent && (
        <span title={silent} className="text-ink-faint">
          <BellOff size={16} aria-hidden />
          <span className="sr-only">{silent}</span>
        </span>
      )}
      {action}
      {room?.order_id && !isAtOrder && (
        <Link
          to={paths.order(room.order_id)}
          aria-label={words.toOrder}
          title={words.toOrder}
          className={iconButtonClasses}
        >
          <Package size={20} aria-hidden />
        </Link>
      )}
      {room && (
        <IconButton label={words.menu} aria-haspopup="dialog" onClick={() => setOpen('menu')}>
          <EllipsisVertical size={20} aria-hidden />
        </IconButton>
      )}
      {room && open === 'menu' && (
        <RoomMenu
          room={room}
          onPeople={() => setOpen('people')}
          onSearch={() => setOpen('search')}
          onClose={close}
        />
      )}
      {room && open === 'search' && <RoomSearch roomId={room.room_id} onClose={close} />}
      {room && open === 'people' && (
        <PeopleSheet
          room={room}
          presentIds={presentIds ?? new Set()}
          onOpenRoom={onOpenRoom}
          onClose={close}
        />
      )}
    </header>
  )
}

import { MessageCircle } from 'lucide-react'
import { Link } from 'react-router'
import { useRooms } from '../features/chat/room/rooms-query.ts'
import { unreadIn } from '../features/chat/rooms-page/room-words.ts'
import { paths } from '../lib/paths.ts'
import { CountBadge } from '../ui/badge.tsx'
import { iconButtonClasses } from '../ui/icon-button.tsx'

/** The way to all conversations, with what is unread in them. */
export function MessagesLink() {
  const unread = unreadIn(useRooms().data ?? [])
  const label = unread > 0 ? `Messages, ${unread} unread` : 'Messages'
  return (
    <Link to={paths.messages} aria-label={label} title={label} className={iconButtonClasses}>
      <MessageCircle size={20} aria-hidden />
      <CountBadge count={unread} className="absolute -end-0.5 top-0.5" />
    </Link>
  )
}

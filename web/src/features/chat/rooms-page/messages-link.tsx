import { MessageCircle } from 'lucide-react'
import { NavLink } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { CountBadge } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { iconButtonClasses } from '../../../ui/icon-button.tsx'
import { linkWords } from './link-words.ts'

/** The way to all conversations, with how much waits in those that are not silenced. */
export function MessagesLink({ unread }: { unread: number }) {
  const words = linkWords.use()
  return (
    <NavLink
      to={paths.messages}
      title={words.messages}
      aria-label={unread > 0 ? words.unread(unread) : words.messages}
      className={({ isActive }) => classNames(iconButtonClasses, isActive && 'bg-sunken text-ink')}
    >
      <MessageCircle size={20} aria-hidden />
      <CountBadge count={unread} className="absolute start-6 -top-0.5 ring-2 ring-surface" />
    </NavLink>
  )
}

import { ChevronDown } from 'lucide-react'
import { agoText, timeText } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { isAhead, type Member } from './room.ts'
import { roomWords } from './words.ts'

/** Who it is, what they are here, and whether they are about; a button for what may be done. */
export function PersonRow({
  member,
  isMe,
  isHere,
  isOpen,
  onToggle,
}: {
  member: Member
  isMe: boolean
  isHere: boolean
  isOpen: boolean
  onToggle: () => void
}) {
  const words = roomWords.use()
  const now = useNow()
  const { name, role, avatar_url, muted_until, last_seen_at } = member
  const about = [
    words.parts[role],
    isHere ? words.partHere : last_seen_at ? words.seen(agoText(new Date(last_seen_at), now)) : null,
    muted_until && isAhead(muted_until, now.getTime())
      ? words.mutedUntil(timeText(new Date(muted_until)))
      : null,
  ]
  return (
    <div className="flex min-h-14 items-center gap-3">
      <span className="relative">
        <Avatar name={name} url={avatar_url} />
        {isHere && <span aria-hidden className="presence-dot border-raised" />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          <bdi>{name}</bdi>
          {isMe && <span className="font-normal text-ink-soft"> ({words.you})</span>}
        </p>
        <p className="text-13 text-ink-soft">{about.filter(Boolean).join(' · ')}</p>
      </div>
      {!isMe && (
        <IconButton label={words.whatToDoWith(name)} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronDown
            size={20}
            aria-hidden
            className={classNames('transition-transform', isOpen && 'rotate-180')}
          />
        </IconButton>
      )}
    </div>
  )
}

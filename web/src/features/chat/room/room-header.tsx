import { ArrowLeft } from 'lucide-react'
import { Avatar } from '../../../ui/avatar.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { Member } from './room.ts'

const roleWords: Record<Member['role'], string> = {
  customer: 'customer',
  partner: 'on your order',
  pharmacy: 'pharmacy',
  staff: 'staff',
  admin: 'staff',
  support: 'support',
}

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

/** With whom one talks, whether they are here, and whether they write. */
export function RoomHeader({
  title,
  others,
  typingNames,
  isSomebodyHere,
  onBack,
}: {
  title: string
  others: readonly Member[]
  typingNames: string[]
  isSomebodyHere: boolean
  onBack?: (() => void) | undefined
}) {
  const names = others.map(({ name }) => name).join(', ')
  const only = others.length === 1 ? others[0] : undefined
  const place = isSomebodyHere ? 'Here now' : only ? roleWords[only.role] : others.length > 0 ? title : ''
  return (
    <header className="flex min-h-14 items-center gap-3 border-b border-line bg-surface px-3 py-2">
      {onBack && (
        <IconButton label="Back to the order" onClick={onBack} className="-ms-1">
          <ArrowLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      )}
      {others.length > 0 && (
        <span className="relative">
          <Avatar name={names} />
          {isSomebodyHere && (
            <span
              aria-hidden
              className="absolute end-0 bottom-0 size-3 rounded-full border-2 border-surface bg-good"
            />
          )}
        </span>
      )}
      <div className="min-w-0">
        <h2 className="truncate text-15">{names || title}</h2>
        {typingNames.length > 0 ? (
          <p className="flex items-center gap-1.5 text-13 text-accent">
            <Dots />
            <span className="truncate">
              {typingNames.join(', ')} {typingNames.length > 1 ? 'are' : 'is'} typing
            </span>
          </p>
        ) : (
          place && <p className="truncate text-13 text-ink-soft">{place}</p>
        )}
      </div>
    </header>
  )
}

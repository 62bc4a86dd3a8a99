import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import type { JumpTarget } from '../list/message-list.tsx'
import { placeOf } from './search-query.ts'
import { SearchResults } from './search-results.tsx'

/** A search in one conversation, over its messages. Choosing a message goes there and closes it. */
export function RoomSearch({
  roomId,
  onJump,
  onClose,
}: {
  roomId: string
  onJump: (target: JumpTarget) => void
  onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const words = typed.trim()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <search
      aria-label="This conversation"
      onKeyDown={onKeyDown}
      className="absolute inset-x-0 top-14 bottom-0 z-10 flex flex-col bg-canvas"
    >
      <div className="flex items-center gap-1 border-b border-line bg-surface py-2 ps-3 pe-1">
        <label className="relative flex-1">
          <span className="sr-only">Search this conversation</span>
          <Search size={20} aria-hidden className="absolute start-3 top-3 text-ink-faint" />
          <input
            ref={input}
            type="search"
            value={typed}
            maxLength={400}
            onChange={(event) => setTyped(event.target.value)}
            placeholder="Search this conversation"
            className="h-11 w-full rounded-control bg-sunken ps-10 pe-3 placeholder:text-ink-faint max-md:text-[16px]"
          />
        </label>
        <IconButton label="Close search" onClick={onClose}>
          <X size={20} aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-6">
        {words ? (
          <SearchResults
            words={words}
            openRoomId={roomId}
            isOnlyHere
            onChoose={(found) => {
              onJump(placeOf(found))
              onClose()
            }}
          />
        ) : (
          <EmptyState title="Words, or how they begin, in any order." />
        )}
      </div>
    </search>
  )
}

import { Ellipsis, Pin, Reply } from 'lucide-react'
import { useRef } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { choicesFor } from '../message-menu/menu-choices.ts'
import { useMessageNow } from '../message-menu/pending-changes.ts'
import { useTalk } from '../message-menu/talk.ts'
import { useTouch } from '../message-menu/use-touch.ts'
import { ThreadLink } from '../threads/thread-link.tsx'
import { BubbleBox } from './bubble.tsx'
import { Reactions } from './bubble-reactions.tsx'
import type { Bubble } from './message-lines.ts'
import { listWords } from './words.ts'

/** One message with all that hangs on it: its menu, its reactions, its thread. */
export function BubbleRow({ bubble, isOwn, isLast }: { bubble: Bubble; isOwn: boolean; isLast: boolean }) {
  const talk = useTalk()
  const words = listWords.use()
  const button = useRef<HTMLButtonElement>(null)
  const { message, isWaiting } = useMessageNow(bubble.message)
  const isDeleted = message ? message.deleted_at !== null : bubble.isDeleted
  const shown = message
    ? { ...bubble, message, isDeleted, text: message.body, isEdited: message.edited_at !== null }
    : bubble
  const hasMenu = talk !== null && message !== null && choicesFor(message, talk).length > 0
  const openMenu = () => {
    if (hasMenu && button.current) talk.openMenu(message, button.current)
  }
  const onSwipe =
    talk?.canSpeak && message && !isDeleted ? () => talk.setCompose({ kind: 'reply', message }) : null
  const row = useRef<HTMLDivElement>(null)
  const { isDrawn, handlers } = useTouch(row, { onHold: openMenu, onSwipe })
  return (
    <div
      data-message={message?.id}
      className={classNames(
        'flex max-w-full flex-col gap-1 rounded-[18px]',
        isOwn ? 'items-end' : 'items-start',
      )}
    >
      {message?.pinned_at && !isDeleted && (
        <p className="flex items-center gap-1 px-1 text-12 text-ink-soft">
          <Pin size={12} aria-hidden /> {words.pinned}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same for a keyboard */}
      <div
        ref={row}
        {...handlers}
        // a held finger must not select words or open the browser's menu
        onContextMenu={(event) => {
          if (hasMenu && window.matchMedia('(hover: none)').matches) event.preventDefault()
        }}
        className={classNames(
          'group flex max-w-full touch-pan-y items-center [-webkit-touch-callout:none] pointer-coarse:select-none',
          'data-drawn:translate-x-(--drawn) transition-[translate,scale] data-drawn:transition-none data-held:scale-98 data-held:delay-150',
          isOwn && 'flex-row-reverse',
          isWaiting && 'opacity-75',
        )}
      >
        {isDrawn && (
          <span
            aria-hidden
            className="pointer-events-none absolute end-full me-2 flex size-8 items-center justify-center rounded-full bg-sunken text-ink-soft [opacity:var(--part,0)] [scale:var(--part,0)] group-data-far:bg-accent group-data-far:text-accent-ink"
          >
            <Reply size={16} className="rtl:-scale-x-100" />
          </span>
        )}
        <BubbleBox bubble={shown} isOwn={isOwn} isLast={isLast} />
        {hasMenu && (
          <button
            ref={button}
            type="button"
            aria-label={words.options}
            title={words.options}
            aria-haspopup="menu"
            onClick={openMenu}
            className={classNames(
              '-my-1 inline-flex size-11 shrink-0 items-center justify-center rounded-full text-transparent focus-visible:text-ink-soft',
              'pointer-coarse:pointer-events-none pointer-fine:group-hover:text-ink-soft hover:bg-sunken pointer-fine:hover:text-ink',
              isOwn ? '-ms-11' : '-me-11',
            )}
          >
            <Ellipsis size={20} aria-hidden />
          </button>
        )}
      </div>
      {message && !isDeleted && <Reactions message={message} />}
      {message && message.thread_count > 0 && <ThreadLink message={message} />}
    </div>
  )
}

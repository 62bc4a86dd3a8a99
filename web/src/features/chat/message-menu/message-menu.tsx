import { Copy, Flag, MessagesSquare, Pencil, Pin, PinOff, Plus, Reply, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useMedia } from '../../../lib/use-media.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { Message } from '../log/message.ts'
import { moreEmoji, quickEmoji } from './emoji.ts'
import type { Choice } from './menu-choices.ts'

const icons: Record<Choice, ReactNode> = {
  Reply: <Reply size={20} aria-hidden />,
  'Reply in thread': <MessagesSquare size={20} aria-hidden />,
  'Copy text': <Copy size={20} aria-hidden />,
  Pin: <Pin size={20} aria-hidden />,
  Unpin: <PinOff size={20} aria-hidden />,
  Edit: <Pencil size={20} aria-hidden />,
  Report: <Flag size={20} aria-hidden />,
  Delete: <Trash2 size={20} aria-hidden />,
}

/** What one can do with a message: beside its button with a mouse, from the bottom edge on a phone. */
export function MessageMenu({
  message,
  anchor,
  choices,
  me,
  onChoose,
  onReact,
  onClose,
}: {
  message: Message
  anchor: HTMLElement
  choices: readonly Choice[]
  me: string
  onChoose: (choice: Choice) => void
  /** Null where the person may not speak. */
  onReact: ((emoji: string, isOn: boolean) => void) | null
  onClose: () => void
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const [isMore, setMore] = useState(false)
  const isSheet = useMedia('(max-width: 639px)')

  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    dialog?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    // only a dialog that is closed gives the focus back; one that is taken away does not
    return () => dialog?.close()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: more emoji make it taller
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog || isSheet) return
    const { top, bottom, left, right } = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = dialog
    const below = bottom + 4 + height <= window.innerHeight - 8
    dialog.style.top = `${Math.max(8, below ? bottom + 4 : Math.min(top - 4 - height, window.innerHeight - 8 - height))}px`
    const from = left + width + 8 > window.innerWidth ? right - width : left
    dialog.style.left = `${Math.max(8, from)}px`
  }, [anchor, isSheet, isMore])

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }
    const items = [...(ref.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const step = steps[event.key]
    const ends: Record<string, number> = { Home: 0, End: items.length - 1 }
    const to = step ? (at + step + items.length) % items.length : ends[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to]?.focus()
  }

  const emoji = (one: string) => {
    const isOn = message.reactions[one]?.includes(me) ?? false
    return (
      <button
        key={one}
        type="button"
        role="menuitemcheckbox"
        aria-checked={isOn}
        aria-label={`React with ${one}`}
        onClick={() => {
          onClose()
          onReact?.(one, !isOn)
        }}
        className={classNames(
          'inline-flex size-11 items-center justify-center rounded-full text-20 hover:bg-sunken',
          isOn && 'bg-accent-soft',
        )}
      >
        {one}
      </button>
    )
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the press outside is a shortcut; Escape does the same
    <dialog
      ref={ref}
      aria-label="Message options"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
      className={classNames(
        'fixed m-0 max-w-none overflow-y-auto border border-line bg-raised text-ink shadow-float',
        isSheet
          ? 'inset-x-0 top-auto bottom-0 max-h-[80dvh] w-full rounded-t-card pb-[env(safe-area-inset-bottom)] backdrop:bg-scrim motion-safe:animate-[rise_180ms_var(--ease-out)]'
          : 'max-h-[calc(100dvh-16px)] w-84 rounded-card backdrop:bg-transparent',
      )}
    >
      <div role="menu" aria-label="Message options" tabIndex={-1} onKeyDown={onKeyDown} className="p-2">
        {onReact && (
          <div className="flex flex-wrap justify-between gap-y-1">
            {quickEmoji.map(emoji)}
            {isMore ? (
              moreEmoji.map(emoji)
            ) : (
              <button
                type="button"
                role="menuitem"
                aria-label="More reactions"
                onClick={() => setMore(true)}
                className="inline-flex size-11 items-center justify-center rounded-full text-ink-soft hover:bg-sunken"
              >
                <Plus size={20} aria-hidden />
              </button>
            )}
          </div>
        )}
        {choices.map((choice) => (
          <button
            key={choice}
            type="button"
            role="menuitem"
            onClick={() => {
              onClose()
              onChoose(choice)
            }}
            className={classNames(
              'flex min-h-11 w-full items-center gap-3 rounded-control px-3 text-start text-15 hover:bg-sunken',
              choice === 'Delete' && 'text-bad',
            )}
          >
            {icons[choice]}
            {choice}
          </button>
        ))}
      </div>
    </dialog>
  )
}

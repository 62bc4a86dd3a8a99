import { Copy, Flag, MessagesSquare, Pencil, Pin, PinOff, Plus, Reply, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { bubbleText } from '../list/order-words.ts'
import type { Message } from '../log/message.ts'
import { moreEmoji, quickEmoji } from './emoji.ts'
import type { Choice } from './menu-choices.ts'
import { menuWords } from './words.ts'

const icons: Record<Choice, ReactNode> = {
  reply: <Reply size={20} aria-hidden />,
  thread: <MessagesSquare size={20} aria-hidden />,
  copy: <Copy size={20} aria-hidden />,
  pin: <Pin size={20} aria-hidden />,
  unpin: <PinOff size={20} aria-hidden />,
  edit: <Pencil size={20} aria-hidden />,
  report: <Flag size={20} aria-hidden />,
  delete: <Trash2 size={20} aria-hidden />,
}

/** What one can do with a message, with the reactions first. */
export function MessageMenu({
  message,
  name,
  anchor,
  choices,
  me,
  onChoose,
  onReact,
  onClose,
}: {
  message: Message
  /** Of who wrote it. */
  name: string
  anchor: HTMLElement
  choices: readonly Choice[]
  me: string
  onChoose: (choice: Choice) => void
  /** Null where the person may not speak. */
  onReact: ((emoji: string, isOn: boolean) => void) | null
  onClose: () => void
}) {
  const words = menuWords.use()
  const [isMore, setMore] = useState(false)

  const emoji = (one: string) => {
    const isOn = message.reactions[one]?.includes(me) ?? false
    return (
      <button
        key={one}
        type="button"
        role="menuitemcheckbox"
        aria-checked={isOn}
        aria-label={words.reactWith(one)}
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
    <Menu label={words.options} anchor={anchor} onClose={onClose} className="w-84">
      {/* on a phone the sheet may cover what was held */}
      <div className="flex flex-col items-start px-3 pt-1 pb-2 text-13 sm:hidden">
        <bdi className="font-semibold">{name}</bdi>
        <span dir="auto" className="line-clamp-2 max-w-full text-ink-soft wrap-anywhere">
          {bubbleText(message.type, message.body)}
        </span>
      </div>
      {onReact && (
        <div
          className={classNames(
            'justify-between gap-y-1 pb-1',
            isMore ? 'grid grid-cols-[repeat(auto-fill,44px)]' : 'flex flex-wrap',
          )}
        >
          {quickEmoji.map(emoji)}
          {isMore ? (
            moreEmoji.map(emoji)
          ) : (
            <button
              type="button"
              role="menuitem"
              aria-label={words.moreReactions}
              onClick={() => setMore(true)}
              className="inline-flex size-11 items-center justify-center rounded-full text-ink-soft hover:bg-sunken"
            >
              <Plus size={20} aria-hidden />
            </button>
          )}
        </div>
      )}
      {choices.map((choice) => (
        <MenuItem
          key={choice}
          icon={icons[choice]}
          isBad={choice === 'delete'}
          onChoose={() => {
            onClose()
            onChoose(choice)
          }}
        >
          {words.choices[choice]}
        </MenuItem>
      ))}
    </Menu>
  )
}

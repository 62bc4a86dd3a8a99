import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { type Facts, filled, repliesFor } from './support.ts'
import { useCannedReplies } from './support-query.ts'
import { queueWords } from './words/queue.ts'

const most = 6

/** Writes into a field as if it was typed, so that whatever keeps its words hears of it. */
function type(field: HTMLTextAreaElement, text: string) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.setSelectionRange(text.length, text.length)
  field.focus()
}

/**
 * Around a composer, whichever it is: `/` at the beginning of its field offers the canned replies, arrows choose,
 * Enter or Tab puts one in, Escape closes. Nothing is sent by choosing.
 */
export function CannedPicker({ facts, children }: { facts: Facts; children: ReactNode }) {
  const words = queueWords.use()
  const { data: replies = [] } = useCannedReplies()
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const listId = useId()
  const found = typed === null ? [] : repliesFor(typed, replies).slice(0, most)
  const isOpen = found.length > 0
  const field = () => frame.current?.querySelector('textarea') ?? null

  useEffect(() => {
    const box = frame.current?.querySelector('textarea')
    if (!box || !isOpen) return
    // a text field that offers: a combobox has one line, a composer has many
    const said = {
      'aria-controls': listId,
      'aria-activedescendant': `${listId}-${at}`,
      'aria-autocomplete': 'list',
    }
    for (const [name, value] of Object.entries(said)) box.setAttribute(name, value)
    return () => {
      for (const name of Object.keys(said)) box.removeAttribute(name)
    }
  }, [isOpen, at, listId])

  function choose(index: number) {
    const reply = found[index]
    const box = field()
    setTyped(null)
    if (reply && box) type(box, filled(reply.body, facts))
  }

  function onKeyDownCapture(event: KeyboardEvent) {
    if (!isOpen || event.nativeEvent.isComposing) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0) setAt((was) => (was + by + found.length) % found.length)
    else if (event.key === 'Enter' || event.key === 'Tab') choose(at)
    else if (event.key === 'Escape') setTyped(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is typed in the field inside comes by here
    <div
      ref={frame}
      className="relative"
      onKeyDownCapture={onKeyDownCapture}
      onInput={({ target }) => {
        if (!(target instanceof HTMLTextAreaElement)) return
        setTyped(/^\/([a-z0-9-]*)$/i.exec(target.value)?.[1] ?? null)
        setAt(0)
      }}
      onBlur={({ relatedTarget }) => {
        if (!frame.current?.contains(relatedTarget)) setTyped(null)
      }}
    >
      {isOpen && (
        <div
          id={listId}
          role="listbox"
          aria-label={words.cannedReplies}
          className="absolute inset-x-3 bottom-full z-10 mb-1 overflow-hidden rounded-card border border-line bg-raised shadow-float"
        >
          {found.map((reply, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus, and its keys choose
            // biome-ignore lint/a11y/useFocusableInteractive: the same
            <div
              key={reply.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              // the field keeps the focus
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
              className={classNames(
                'flex min-h-11 cursor-pointer flex-col px-3 py-1.5',
                index === at && 'bg-accent-soft',
              )}
            >
              <span dir="auto" className="text-15">
                <span className="font-semibold text-accent">/{reply.shortcut}</span> {reply.title}
              </span>
              <span dir="auto" className="truncate text-13 text-ink-soft">
                {filled(reply.body, facts)}
              </span>
            </div>
          ))}
        </div>
      )}
      {children}
    </div>
  )
}

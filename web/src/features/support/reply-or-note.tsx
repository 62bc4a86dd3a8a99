import { Lock, MessageCircle } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { queueWords } from './words/queue.ts'

const mostNote = 8000

function NoteComposer({ draftKey, onSave }: { draftKey: string; onSave: (text: string) => void }) {
  const words = queueWords.use()
  const [text, setText] = useState(() => sessionStorage.getItem(draftKey) ?? '')
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  const write = (next: string) => {
    setText(next)
    if (next) sessionStorage.setItem(draftKey, next)
    else sessionStorage.removeItem(draftKey)
  }
  const save = () => {
    if (!text.trim()) return
    onSave(text.trim())
    write('')
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // a note is saved by a key of its own: Enter, which sends an answer, only makes a line here
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    save()
  }
  return (
    <form
      className="flex items-end gap-2 px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={box}
        rows={2}
        dir="auto"
        maxLength={mostNote}
        value={text}
        aria-label={words.noteField}
        placeholder={words.noteHint}
        onKeyDown={onKeyDown}
        onChange={({ target }) => write(target.value)}
        className="max-h-33 min-h-11 flex-1 resize-none rounded-control border border-dashed border-warn bg-surface px-3 py-2 text-15 wrap-anywhere text-ink placeholder:text-ink-faint focus-visible:outline-offset-0 max-md:text-[16px]"
      />
      <Button type="submit" look="secondary" icon={<Lock size={18} aria-hidden />} disabled={!text.trim()}>
        {words.saveNote}
      </Button>
    </form>
  )
}

/**
 * What staff write in: an answer or a note, told apart by word, icon, colour, border, and the key that sends.
 * Ctrl or ⌘ + Shift + N switches. `reply` stays mounted, so that its draft and files wait.
 */
export function ReplyOrNote({
  roomId,
  customer,
  reply,
  onNote,
}: {
  roomId: string
  customer: string
  reply: ReactNode
  onNote: (text: string) => void
}) {
  const words = queueWords.use()
  const [isNote, setNote] = useState(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== 'n') return
      event.preventDefault()
      setNote((was) => !was)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const choices = [
    { note: false, label: words.reply, Icon: MessageCircle },
    { note: true, label: words.note, Icon: Lock },
  ]
  return (
    <div className={classNames('border-t-2', isNote ? 'border-warn bg-warn-soft' : 'border-line bg-surface')}>
      <fieldset className="flex items-center gap-1 px-3 pt-1.5">
        <legend className="sr-only">{words.whatYouWrite}</legend>
        {choices.map(({ note, label, Icon }) => (
          <label
            key={label}
            className={classNames(
              'inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-control px-3 text-13 font-semibold has-focus-visible:outline-2 has-focus-visible:outline-accent',
              note === isNote ? (note ? 'text-warn underline' : 'text-accent underline') : 'text-ink-soft',
              'underline-offset-8 decoration-2',
            )}
          >
            <input
              type="radio"
              name={`write-${roomId}`}
              className="sr-only"
              checked={note === isNote}
              onChange={() => setNote(note)}
            />
            <Icon size={16} aria-hidden />
            {label}
          </label>
        ))}
        <span
          role="status"
          className={classNames(
            'ms-auto truncate text-12',
            isNote ? 'font-semibold text-warn' : 'text-ink-soft',
          )}
        >
          {isNote ? words.seenByStaff : words.seenBy(customer)}
        </span>
      </fieldset>
      <div hidden={isNote}>{reply}</div>
      {isNote && <NoteComposer draftKey={`orderline:note:${roomId}`} onSave={onNote} />}
    </div>
  )
}

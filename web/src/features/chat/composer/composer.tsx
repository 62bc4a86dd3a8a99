import { Check, SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useMedia } from '../../../lib/use-media.ts'
import { classNames } from '../../../ui/class-names.ts'
import { FileTray } from '../files/file-tray.tsx'
import { typeOfFiles } from '../files/message-file.ts'
import { pastedFiles } from '../files/use-file-drop.ts'
import { useTray } from '../files/use-tray.ts'
import type { Place } from '../location/ask-place.ts'
import { characterCount, MAX_BODY_CHARACTERS, type MessageContent } from '../log/message.ts'
import { editMessage } from '../message-menu/message-actions.ts'
import { useTalk } from '../message-menu/talk.ts'
import { AddMenu } from './add-menu.tsx'
import { ComposeBar } from './compose-bar.tsx'
import { MentionPicker } from './mention-picker.tsx'
import { useDraft } from './use-draft.ts'
import { useMentions } from './use-mentions.ts'
import { composerWords } from './words.ts'

/** Else the page is laid out twice at every key, to learn how high the words are. */
const growsByItself = () => CSS.supports('field-sizing', 'content')
const countFrom = MAX_BODY_CHARACTERS - 500

/**
 * Where one writes: grows to five lines; Enter sends where there is a real keyboard, Shift+Enter makes a line.
 * In a conversation it also answers a message, calls people by @, and changes one's own words.
 */
export function Composer({
  roomId,
  onSend,
  onTyping,
  label,
}: {
  roomId: string
  onSend: (content: Pick<MessageContent, 'body'> & Partial<MessageContent>, files: readonly File[]) => void
  onTyping: () => void
  label?: string
}) {
  const talk = useTalk()
  const words = composerWords.use()
  const compose = talk?.compose ?? null
  const edited = compose?.kind === 'edit' ? compose.message : null
  const [draft, setDraft] = useDraft(roomId, talk?.threadRoot)
  const tray = useTray(roomId)
  const [change, setChange] = useState('')
  const [text, setText] = edited ? [change, setChange] : [draft, setDraft]
  const box = useRef<HTMLTextAreaElement>(null)
  const caretTo = useRef<number | null>(null)
  const noteId = useId()
  const listId = useId()
  const hasMouse = useMedia('(hover: hover) and (pointer: fine)')
  const left = MAX_BODY_CHARACTERS - characterCount(text.trim())
  const mayBeEmpty = edited ? edited.type !== 'text' : tray.files.length > 0
  const isReady = edited !== null || !tray.isPreparing
  const isSendable = (text.trim() !== '' || mayBeEmpty) && left >= 0 && isReady
  const others = [...(talk?.people.values() ?? [])].filter(({ user_id }) => user_id !== talk?.me)
  const mentions = useMentions(others, text, (next, caret) => {
    caretTo.current = caret
    setText(next)
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the words decide the height
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    if (!growsByItself()) {
      area.style.height = 'auto'
      area.style.height = `${area.scrollHeight + 2}px`
    }
    if (caretTo.current === null) return
    area.setSelectionRange(caretTo.current, caretTo.current)
    caretTo.current = null
  }, [text])

  // with a mouse one came to write; on a phone the keyboard would hide what one came to read
  useEffect(() => {
    if (hasMouse && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [hasMouse])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each message anew, not each change of it
  useEffect(() => {
    if (!compose) return
    if (compose.kind === 'edit') setChange(compose.message.body)
    box.current?.focus()
  }, [compose?.kind, compose?.message.id])

  function stop() {
    talk?.setCompose(null)
    box.current?.focus()
  }

  async function saveEdit(text: string) {
    if (!edited || !talk) return
    stop()
    const called = mentions.called(text)
    if (text === edited.body || (await editMessage(edited, text, called))) return
    // refused: the words come back, so that nothing typed is lost
    talk.setCompose({ kind: 'edit', message: { ...edited, body: text } })
  }

  function send() {
    if (!isSendable) return
    const body = text.trim()
    if (edited) {
      void saveEdit(body)
      return
    }
    const content = {
      body,
      type: typeOfFiles(tray.files),
      mentions: mentions.called(body),
      reply_to: compose?.message.id ?? null,
      thread_root: talk?.threadRoot ?? null,
    }
    onSend(content, tray.files)
    setText('')
    tray.clear()
    stop()
  }

  function sendPlace(meta: Place) {
    onSend({ body: '', type: 'location', meta, thread_root: talk?.threadRoot ?? null }, [])
  }

  function onKeyDown(event: KeyboardEvent) {
    if (mentions.onKey(event) || event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && compose) {
      event.stopPropagation()
      stop()
    } else if (event.key === 'ArrowUp' && text === '' && talk?.editLast()) {
      event.preventDefault()
    } else if (event.key === 'Enter' && !event.shiftKey && hasMouse) {
      event.preventDefault()
      send()
    }
  }

  const Icon = edited ? Check : SendHorizontal
  return (
    <form
      className="relative border-t border-line bg-surface px-3 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {mentions.isOpen && (
        <MentionPicker id={listId} people={mentions.found} active={mentions.active} onPick={mentions.pick} />
      )}
      {compose && <ComposeBar compose={compose} onCancel={stop} />}
      {!edited && <FileTray tray={tray} />}
      <div className="flex items-end gap-1">
        {!edited && <AddMenu onFiles={tray.add} onPlace={sendPlace} />}
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          aria-label={label ?? words.message}
          placeholder={label ?? words.message}
          enterKeyHint={hasMouse ? 'send' : 'enter'}
          aria-describedby={text.length > countFrom ? noteId : undefined}
          aria-invalid={left < 0 || undefined}
          aria-controls={mentions.isOpen ? listId : undefined}
          aria-activedescendant={mentions.isOpen ? `${listId}-${mentions.active}` : undefined}
          aria-autocomplete={talk ? 'list' : undefined}
          onKeyDown={onKeyDown}
          onPaste={(event) => !edited && tray.add(pastedFiles(event))}
          onSelect={(event) => mentions.moved(event.currentTarget.selectionStart)}
          onChange={(event) => {
            setText(event.target.value)
            mentions.moved(event.target.selectionStart)
            if (event.target.value.trim()) onTyping()
          }}
          className="field-sizing-content max-h-[132px] min-h-11 min-w-0 flex-1 resize-none overflow-y-auto rounded-[22px] border border-line-strong/60 bg-canvas px-4 py-2.5 text-15 wrap-anywhere text-ink placeholder:text-ink-faint focus-visible:border-transparent focus-visible:outline-offset-0 max-md:text-[16px]"
        />
        <button
          type="submit"
          aria-label={edited ? words.save : words.send}
          title={edited ? words.save : words.send}
          disabled={!isSendable}
          // keeps the phone's keyboard where it is
          onPointerDown={(event) => event.preventDefault()}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-accent-ink transition-colors enabled:hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint"
        >
          <Icon size={20} aria-hidden className="rtl:-scale-x-100" />
        </button>
      </div>
      {text.length > countFrom && (
        <p
          id={noteId}
          className={classNames('tabular px-4 pt-1 text-12', left < 0 ? 'text-bad' : 'text-ink-soft')}
        >
          {left < 0 ? words.charactersOver(-left) : words.charactersLeft(left)}
        </p>
      )}
    </form>
  )
}

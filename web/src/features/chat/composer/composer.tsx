import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react'
import { useMedia } from '../../../lib/use-media.ts'
import { classNames } from '../../../ui/class-names.ts'
import { AttachButtons } from '../files/attach-buttons.tsx'
import { FileTray } from '../files/file-tray.tsx'
import { typeOfFiles } from '../files/message-file.ts'
import { pastedFiles } from '../files/use-file-drop.ts'
import { useTray } from '../files/use-tray.ts'
import { characterCount, MAX_BODY_CHARACTERS, type MessageContent } from '../log/message.ts'
import { useDraft } from './use-draft.ts'

const countFrom = MAX_BODY_CHARACTERS - 500
const number = new Intl.NumberFormat()

/** Where one writes: grows to five lines; Enter sends where there is a real keyboard, Shift+Enter makes a line. */
export function Composer({
  roomId,
  onSend,
  onTyping,
}: {
  roomId: string
  onSend: (content: Pick<MessageContent, 'body'> & Partial<MessageContent>, files: readonly File[]) => void
  onTyping: () => void
}) {
  const [text, setText] = useDraft(roomId)
  const tray = useTray(roomId)
  const box = useRef<HTMLTextAreaElement>(null)
  const noteId = useId()
  const hasMouse = useMedia('(hover: hover) and (pointer: fine)')
  const left = MAX_BODY_CHARACTERS - characterCount(text.trim())
  const isSendable = (text.trim() !== '' || tray.files.length > 0) && left >= 0 && !tray.isPreparing

  // biome-ignore lint/correctness/useExhaustiveDependencies: the words decide the height
  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [text])

  // with a mouse one came to write; on a phone the keyboard would hide what one came to read
  useEffect(() => {
    if (hasMouse && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  }, [hasMouse])

  function send() {
    if (!isSendable) return
    onSend({ body: text.trim(), type: typeOfFiles(tray.files) }, tray.files)
    setText('')
    tray.clear()
    box.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || !hasMouse) return
    event.preventDefault()
    send()
  }

  return (
    <form
      className="border-t border-line bg-surface px-3 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <FileTray tray={tray} />
      <div className="flex items-end gap-1">
        <AttachButtons onFiles={tray.add} />
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          value={text}
          aria-label="Message"
          placeholder="Message"
          enterKeyHint={hasMouse ? 'send' : 'enter'}
          aria-describedby={text.length > countFrom ? noteId : undefined}
          aria-invalid={left < 0 || undefined}
          onKeyDown={onKeyDown}
          onPaste={(event) => tray.add(pastedFiles(event))}
          onChange={(event) => {
            setText(event.target.value)
            if (event.target.value.trim()) onTyping()
          }}
          className="max-h-[132px] min-h-11 min-w-0 flex-1 resize-none overflow-y-auto rounded-[22px] border border-line-strong/60 bg-canvas px-4 py-2.5 text-15 wrap-anywhere text-ink placeholder:text-ink-faint focus-visible:border-transparent focus-visible:outline-offset-0 max-md:text-[16px]"
        />
        <button
          type="submit"
          aria-label="Send"
          title="Send"
          disabled={!isSendable}
          // keeps the phone's keyboard where it is
          onPointerDown={(event) => event.preventDefault()}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-accent-ink transition-colors enabled:hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint"
        >
          <SendHorizontal size={20} aria-hidden className="rtl:-scale-x-100" />
        </button>
      </div>
      {text.length > countFrom && (
        <p
          id={noteId}
          className={classNames('tabular px-4 pt-1 text-12', left < 0 ? 'text-bad' : 'text-ink-soft')}
        >
          {left < 0
            ? `${number.format(-left)} characters too many`
            : `${number.format(left)} characters left`}
        </p>
      )}
    </form>
  )
}

import { classNames } from '../../../ui/class-names.ts'
import { filesOf, waitingFilesOf } from '../files/message-file.ts'
import { MessageFiles } from '../files/message-files.tsx'
import type { Bubble } from './message-lines.ts'
import { MessageText } from './message-text.tsx'
import { bubbleText } from './order-words.ts'

/** The box of one message: what it carries, and its words. */
export function BubbleBox({ bubble, isOwn, isLast }: { bubble: Bubble; isOwn: boolean; isLast: boolean }) {
  const { message, item } = bubble
  const files = message ? filesOf(message.files) : item ? waitingFilesOf(item) : []
  const roomId = message?.room_id ?? item?.room_id ?? ''
  const text = files.length > 0 ? bubble.text : bubbleText(bubble.type, bubble.text)
  return (
    <div
      className={classNames(
        'max-w-full rounded-[18px] px-3.5 py-2 text-15 wrap-anywhere whitespace-pre-wrap',
        isOwn ? 'bg-accent text-accent-ink' : 'border border-line bg-surface text-ink',
        isLast && (isOwn ? 'rounded-ee-[6px]' : 'rounded-es-[6px]'),
        bubble.item && 'opacity-75',
      )}
    >
      {files.length > 0 && <MessageFiles roomId={roomId} files={files} item={item} />}
      {/* the words turn with their script, the bubble's corner does not */}
      {(text || bubble.isDeleted) && (
        <p dir="auto">
          {bubble.isDeleted ? <em className="opacity-75">Message deleted</em> : <MessageText text={text} />}
        </p>
      )}
      {bubble.isEdited && !bubble.isDeleted && <span className="text-12 opacity-75">edited</span>}
    </div>
  )
}

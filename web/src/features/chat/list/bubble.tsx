import { classNames } from '../../../ui/class-names.ts'
import { filesOf, waitingFilesOf } from '../files/message-file.ts'
import { MessageFiles } from '../files/message-files.tsx'
import { LinkCard } from '../links/link-card.tsx'
import { linkPreviewOf } from '../links/link-preview.ts'
import { removeLinkPreview } from '../message-menu/message-actions.ts'
import { useTalk } from '../message-menu/talk.ts'
import { CallCard, PlaceCard } from './bubble-cards.tsx'
import { Quote } from './bubble-quote.tsx'
import type { Bubble } from './message-lines.ts'
import { MessageText } from './message-text.tsx'
import { bubbleText } from './order-words.ts'
import { listWords } from './words.ts'

/** The box of one message: what it answers, what it carries, and its words. */
export function BubbleBox({ bubble, isOwn, isLast }: { bubble: Bubble; isOwn: boolean; isLast: boolean }) {
  const talk = useTalk()
  const words = listWords.use()
  const { message, item, isDeleted } = bubble
  const content = message ?? item
  const meta = content?.meta ?? {}
  const files = message ? filesOf(message.files) : item ? waitingFilesOf(item) : []
  const hasFiles = files.length > 0 && !isDeleted
  const text = hasFiles ? bubble.text : bubbleText(bubble.type, bubble.text)
  const called = (content?.mentions ?? []).flatMap((id) => talk?.people.get(id)?.name ?? [])
  const isCalled = !isOwn && talk !== null && (message?.mentions.includes(talk.me) ?? false)
  const isEdited = bubble.isEdited && !isDeleted
  const preview = isDeleted ? null : linkPreviewOf(message?.link)
  return (
    <div
      className={classNames(
        'max-w-full rounded-[18px] text-15 wrap-anywhere whitespace-pre-wrap',
        // the corners of what is inside run along with its own
        hasFiles ? 'p-2' : 'px-3.5 py-2',
        isOwn ? 'bg-accent text-accent-ink' : 'border bg-surface text-ink',
        !isOwn && (isCalled ? 'border-accent' : 'border-line'),
        isLast && (isOwn ? 'rounded-ee-[6px]' : 'rounded-es-[6px]'),
        item && 'opacity-75',
      )}
    >
      {content?.reply_to && !isDeleted && <Quote id={content.reply_to} />}
      {hasFiles && <MessageFiles roomId={content?.room_id ?? ''} files={files} item={item} />}
      {isDeleted ? (
        <p>
          <em className="opacity-75">{words.deleted}</em>
        </p>
      ) : bubble.type === 'location' ? (
        <PlaceCard meta={meta} />
      ) : bubble.type === 'call' ? (
        <CallCard meta={meta} />
      ) : (
        // the words turn with their script, the bubble's corner does not
        text && (
          <p dir="auto" className={hasFiles ? 'px-1.5 pt-1.5' : undefined}>
            <MessageText text={text} names={called} />
          </p>
        )
      )}
      {preview && (
        <LinkCard
          preview={preview}
          isOwn={isOwn}
          onRemove={isOwn && talk && message ? () => removeLinkPreview(message) : null}
        />
      )}
      {isEdited && message && (talk?.me === message.sender_id || talk?.mayModerate) ? (
        <button
          type="button"
          onClick={() => talk?.openHistory(message)}
          // taller to the finger than to the eye
          className="relative block text-12 underline underline-offset-2 after:absolute after:-inset-x-3 after:-inset-y-3.5"
        >
          {words.edited}
        </button>
      ) : (
        isEdited && <span className="text-12 opacity-75">{words.edited}</span>
      )}
    </div>
  )
}

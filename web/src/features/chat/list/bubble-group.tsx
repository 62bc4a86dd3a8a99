import { clockText, fullText } from '../../../lib/time.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { SendNote } from '../outbox/send-note.tsx'
import type { Bubble, Line } from './message-lines.ts'
import { MessageText } from './message-text.tsx'
import { bubbleText } from './order-words.ts'

type Group = Extract<Line, { kind: 'group' }>

function BubbleBody({ bubble, isOwn, isLast }: { bubble: Bubble; isOwn: boolean; isLast: boolean }) {
  const text = bubbleText(bubble.type, bubble.text)
  return (
    <p
      className={classNames(
        'max-w-full rounded-[18px] px-3.5 py-2 text-15 wrap-anywhere whitespace-pre-wrap',
        isOwn ? 'bg-accent text-accent-ink' : 'border border-line bg-surface text-ink',
        isLast && (isOwn ? 'rounded-ee-[6px]' : 'rounded-es-[6px]'),
        bubble.item && 'opacity-75',
      )}
    >
      {/* the words turn with their script, the bubble's corner does not */}
      <span dir="auto" className="block">
        {bubble.isDeleted ? <em className="opacity-75">Message deleted</em> : <MessageText text={text} />}
      </span>
      {bubble.isEdited && !bubble.isDeleted && <span className="text-12 opacity-75">edited</span>}
    </p>
  )
}

/** What one person said within a minute; below it the time and, for the newest own words, how far they came. */
export function BubbleGroup({
  group,
  name,
  state,
  stateDetail,
  onRetry,
  onDelete,
}: {
  group: Group
  /** Shown above the bubbles where more than two people talk. */
  name: string | null
  state: string | null
  stateDetail: string | undefined
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const { isOwn, bubbles, at } = group
  return (
    <div
      className={classNames(
        'flex max-w-[82%] flex-col gap-0.5',
        isOwn ? 'items-end self-end' : 'items-start self-start',
      )}
    >
      {name && <p className="px-3.5 text-12 font-medium text-ink-soft">{name}</p>}
      {bubbles.map((bubble, index) => (
        <div
          key={bubble.key}
          className={classNames('flex max-w-full flex-col gap-1', isOwn ? 'items-end' : 'items-start')}
        >
          <BubbleBody bubble={bubble} isOwn={isOwn} isLast={index === bubbles.length - 1} />
          {bubble.item && <SendNote item={bubble.item} onRetry={onRetry} onDelete={onDelete} />}
        </div>
      ))}
      <p className="flex gap-1 px-1 text-12 text-ink-soft">
        <time dateTime={new Date(at).toISOString()} title={fullText(new Date(at))}>
          {clockText(new Date(at))}
        </time>
        {state && (
          <>
            <span aria-hidden>·</span>
            <span title={stateDetail}>{state}</span>
          </>
        )}
      </p>
    </div>
  )
}

import { clockText, fullText } from '../../../lib/time.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { SendNote } from '../outbox/send-note.tsx'
import type { OwnState } from '../reading/own-state.ts'
import { StateLine } from '../reading/receipts-context.tsx'
import { BubbleRow } from './bubble-row.tsx'
import type { Line } from './message-lines.ts'
import { Ticks } from './ticks.tsx'

type Group = Extract<Line, { kind: 'group' }>

/** What one person said within a minute; below it the time and, for the newest own words, how far they came. */
export function BubbleGroup({
  group,
  name,
  state,
  onRetry,
  onDelete,
}: {
  group: Group
  /** Shown above the bubbles where more than two people talk. */
  name: string | null
  state: OwnState | null
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
          <BubbleRow bubble={bubble} isOwn={isOwn} isLast={index === bubbles.length - 1} />
          {bubble.item && <SendNote item={bubble.item} onRetry={onRetry} onDelete={onDelete} />}
        </div>
      ))}
      <p className="flex items-center gap-1 px-1 text-12 text-ink-soft">
        <time dateTime={new Date(at).toISOString()} title={fullText(new Date(at))}>
          {clockText(new Date(at))}
        </time>
        {state && (
          <>
            <span aria-hidden>·</span>
            <Ticks sign={state.sign} />
            <StateLine text={state.text} detail={state.detail} />
          </>
        )}
      </p>
    </div>
  )
}

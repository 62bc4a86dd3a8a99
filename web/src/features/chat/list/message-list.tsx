import { ArrowDown } from 'lucide-react'
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { dayText } from '../../../lib/time.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { BubbleGroup } from './bubble-group.tsx'
import type { Line } from './message-lines.ts'
import { Divider, SystemLine } from './quiet-lines.tsx'
import { useScroll } from './use-scroll.ts'

/** Asks for older messages while the top is nearer than this. */
const ahead = '600px 0px 0px 0px'

export function MessageList({
  lines,
  names,
  ownState,
  newCount,
  hasOlder,
  isLoadingOlder,
  olderFailure,
  onOlder,
  onAtEnd,
  onRetry,
  onDelete,
}: {
  lines: Line[]
  /** Names by person; only given where more than two people talk. */
  names: ReadonlyMap<string, string> | null
  /** How far the newest own words came, and who has them. */
  ownState: { text: string; detail: string | undefined } | null
  newCount: number
  hasOlder: boolean
  isLoadingOlder: boolean
  olderFailure: unknown
  onOlder: () => void
  onAtEnd: (isAtEnd: boolean) => void
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const start = useRef<HTMLParagraphElement>(null)
  const top = useRef<HTMLDivElement>(null)
  const last = lines.at(-1)
  const lastKey = last?.kind === 'group' ? `${last.key} ${last.bubbles.length}` : last?.key
  // not the day's divider, which stays first while older messages of that day load below it
  const firstKey = lines.find((line) => line.kind === 'group' || line.kind === 'system')?.key
  const { isAtEnd, onScroll, toEnd } = useScroll(list, start, firstKey, lastKey)
  useEffect(() => onAtEnd(isAtEnd), [isAtEnd, onAtEnd])

  // who sends wants to see it, wherever they have scrolled to
  const ownPending = last?.kind === 'group' ? last.bubbles.at(-1)?.item?.client_id : undefined
  useLayoutEffect(() => {
    if (ownPending) toEnd()
  }, [ownPending, toEnd])

  const mayAsk = hasOlder && !isLoadingOlder && !olderFailure
  useEffect(() => {
    if (!mayAsk || !top.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onOlder(), {
      root: list.current,
      rootMargin: ahead,
    })
    observer.observe(top.current)
    return () => observer.disconnect()
  }, [mayAsk, onOlder])

  const lastOwn = lines.findLast((line) => line.kind === 'group' && line.isOwn)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={list}
        role="log"
        aria-label="Messages"
        // new ones are said by a region of their own, so that older ones loading above are not read out
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        className="h-full overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="flex min-h-full flex-col justify-end gap-2 px-4 py-3">
          <div ref={top} className="relative flex min-h-px justify-center text-ink-faint">
            {/* over the words, so that nothing moves while it turns */}
            {isLoadingOlder && <Spinner className="absolute top-1" />}
            {Boolean(olderFailure) && (
              <p role="alert" className="text-13 text-ink-soft">
                {sentenceFor(olderFailure)}{' '}
                <button type="button" className="min-h-11 font-semibold underline" onClick={onOlder}>
                  Load older messages
                </button>
              </p>
            )}
          </div>
          {lines.map((line) => {
            if (line.kind === 'day') return <Divider key={line.key}>{dayText(new Date(line.at))}</Divider>
            if (line.kind === 'unread')
              return (
                <Divider key={line.key} ref={start}>
                  New
                </Divider>
              )
            if (line.kind === 'aside') return <Fragment key={line.key}>{line.content}</Fragment>
            if (line.kind === 'system') return <SystemLine key={line.key} message={line.message} />
            return (
              <BubbleGroup
                key={line.key}
                group={line}
                name={line.isOwn ? null : (names?.get(line.senderId) ?? null)}
                state={line === lastOwn ? (ownState?.text ?? null) : null}
                stateDetail={ownState?.detail}
                onRetry={onRetry}
                onDelete={onDelete}
              />
            )
          })}
        </div>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          onClick={() => toEnd('smooth')}
          aria-label={newCount > 0 ? `${newCount} new, go to the newest` : 'Go to the newest'}
          className="absolute inset-x-0 bottom-3 mx-auto flex min-h-11 w-fit min-w-11 items-center justify-center gap-1.5 rounded-full border border-line bg-raised px-3.5 text-13 font-semibold text-ink shadow-float motion-safe:animate-[appear_150ms_var(--ease-out)]"
        >
          <ArrowDown size={16} aria-hidden />
          {newCount > 0 && `${newCount} new`}
        </button>
      )}
    </div>
  )
}

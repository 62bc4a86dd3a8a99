import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { MessagePlace } from '../../../lib/paths.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import type { OwnState } from '../reading/own-state.ts'
import { EndPill } from './end-pill.tsx'
import { lightUp } from './light-up.ts'
import { LineView } from './line-view.tsx'
import type { Line } from './message-lines.ts'
import { PageEdge } from './page-edge.tsx'
import { useScroll } from './use-scroll.ts'
import { listWords } from './words.ts'

/** Asks for what comes next while the edge is nearer than this many pixels. */
const nearPx = 900

/** One end of what is loaded: whether more lies beyond it, and what became of asking for it. */
export type Edge = { hasMore: boolean; isLoading: boolean; failure: unknown; load: () => void }

/** A message to bring into view, or an answer in its thread; each jump is a new object. */
export type JumpTarget = MessagePlace

const seqsOf = (line: Line): (number | null)[] =>
  line.kind === 'group'
    ? line.bubbles.map(({ seq }) => seq)
    : line.kind === 'system'
      ? [line.message.seq]
      : []

export function MessageList({
  roomId,
  lines,
  names,
  ownState,
  newCount,
  older,
  newer,
  target,
  onAtEnd,
  onEnd,
  onRetry,
  onDelete,
}: {
  roomId: string
  lines: Line[]
  /** Names by person; only given where more than two people talk. */
  names: ReadonlyMap<string, string> | null
  /** How far the newest own words came, and who has them. */
  ownState: OwnState | null
  newCount: number
  older: Edge
  newer: Edge
  target: JumpTarget | null
  onAtEnd: (isAtEnd: boolean) => void
  /** The reader wants to be at the newest message, and it is not loaded. */
  onEnd: () => void
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const words = listWords.use()
  const box = useRef<HTMLDivElement>(null)
  const { list, isAtEnd: isAtLast, isSettled } = useScroll(roomId, box, lines)
  const isAtEnd = isAtLast && !newer.hasMore
  useEffect(() => onAtEnd(isAtEnd), [isAtEnd, onAtEnd])
  const toEnd = () => (newer.hasMore ? onEnd() : list.scrollToEnd())

  // who sends wants to see it, wherever they have scrolled to
  const last = lines.at(-1)
  const ownPending = last?.kind === 'group' ? last.bubbles.at(-1)?.item?.client_id : undefined
  useLayoutEffect(() => {
    if (ownPending) list.scrollToEnd()
  }, [ownPending, list])

  const offset = list.scrollOffset ?? 0
  const isNearTop = isSettled && offset < nearPx
  const isNearBottom = isSettled && list.getDistanceFromEnd() < nearPx
  useEffect(() => {
    if (isNearTop && older.hasMore && !older.isLoading && !older.failure) older.load()
  }, [isNearTop, older])
  useEffect(() => {
    if (isNearBottom && newer.hasMore && !newer.isLoading && !newer.failure) newer.load()
  }, [isNearBottom, newer])

  const shownTarget = useRef<JumpTarget | null>(null)
  useEffect(() => {
    if (!target || shownTarget.current === target) return
    const index = lines.findIndex((line) => seqsOf(line).includes(target.seq))
    if (index < 0) return
    shownTarget.current = target
    list.scrollToIndex(index, { align: 'center' })
    let tries = 0
    const light = () => {
      const found = `[data-message="${CSS.escape(target.id)}"]`
      const row =
        box.current?.querySelector<HTMLElement>(found) ??
        box.current?.querySelector<HTMLElement>(`[data-index="${index}"]:not(:has([data-message]))`)
      if (!row) {
        if (tries++ < 60) requestAnimationFrame(light)
        return
      }
      // the thread that opens over it takes the focus
      lightUp(row, !target.reply)
    }
    requestAnimationFrame(light)
  }, [target, lines, list])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current || (event.key !== 'End' && event.key !== 'Home')) return
    event.preventDefault()
    if (event.key === 'End') toEnd()
    else list.scrollToIndex(0)
  }

  const lastOwn = lines.findLast((line) => line.kind === 'group' && line.isOwn)
  const items = list.getVirtualItems()
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        aria-label={words.messages}
        // new ones are said by a region of their own, so that older ones loading above are not read out
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="flex h-full flex-col overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div ref={list.containerRef} className="relative mt-auto w-full shrink-0">
          {items.map(({ key, index }) => {
            const line = lines[index]
            return (
              line && (
                <div
                  key={key}
                  data-index={index}
                  ref={list.measureElement}
                  className="absolute inset-x-0 top-0 flex flex-col px-4 contain-layout"
                >
                  <LineView
                    line={line}
                    names={names}
                    ownState={line === lastOwn ? ownState : null}
                    onRetry={onRetry}
                    onDelete={onDelete}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
      <PageEdge edge={older} words={words.loadOlder} className="top-1" />
      <PageEdge edge={newer} words={words.loadNewer} className="bottom-1" />
      {!isAtEnd && <EndPill newCount={newCount} onEnd={toEnd} />}
    </div>
  )
}

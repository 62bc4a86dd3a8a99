import { useVirtualizer } from '@tanstack/react-virtual'
import {
  memo,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { dayText } from '../../lib/time.ts'
import { classNames } from '../../ui/class-names.ts'
import { linesOf, type Notification } from './notification.ts'
import { NotificationRow } from './notification-row.tsx'
import type { Selection } from './use-selection.ts'
import { inboxWords } from './words/inbox.ts'

export type InboxListHandle = { focus: (id: string) => void }

function scrollerOf(element: HTMLElement | null): HTMLElement {
  for (let at = element?.parentElement; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return document.documentElement
}

/** Drawn anew when something about it changes, not when its neighbours come and go under a thumb. */
const Row = memo(function Row({
  notification,
  place,
  isFirst,
  isLast,
  isSelected,
  onSelect,
}: {
  notification: Notification
  place: number
  isFirst: boolean
  isLast: boolean
  isSelected: boolean
  onSelect: (one: Notification, isSelected: boolean) => void
}) {
  return (
    <article
      aria-label={notification.title}
      aria-setsize={-1}
      aria-posinset={place}
      data-notification={notification.id}
      className={classNames(
        'border-x border-b border-line bg-surface',
        isFirst && 'overflow-hidden rounded-t-card border-t',
        isLast && 'overflow-hidden rounded-b-card',
      )}
    >
      <NotificationRow
        notification={notification}
        selecting={{ isSelected, onSelect: (next) => onSelect(notification, next) }}
      />
    </article>
  )
})

/** The rows by day. Only those near the screen are in the page, so that thousands scroll like ten. */
export function InboxList({
  list,
  selection,
  onNearEnd,
  ref,
}: {
  list: readonly Notification[]
  selection: Selection
  onNearEnd: () => void
  ref: Ref<InboxListHandle>
}) {
  const words = inboxWords.use()
  const lines = useMemo(() => linesOf(list), [list])
  const places = useMemo(() => new Map(list.map(({ id }, at) => [id, at + 1])), [list])
  const box = useRef<HTMLDivElement>(null)
  // found once: to look for it asks for the styles of all that is around
  const scroller = useRef<HTMLElement>(null)
  const [top, setTop] = useState(0)
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => (scroller.current ??= scrollerOf(box.current)),
    getItemKey: (at) => lines[at]?.key ?? at,
    estimateSize: (at) => (lines[at]?.kind === 'day' ? 44 : 132),
    scrollMargin: top,
    // rows that come near are drawn after the frame of the scroll, and not within it
    useFlushSync: false,
    overscan: 5,
  })
  // what stands above the list comes and goes, and with it the place where the list begins; asked only then, since asking
  // while one scrolls would have every frame laid out twice
  useLayoutEffect(() => {
    const above = box.current?.parentElement
    if (!above) return
    const measure = () => {
      const around = scrollerOf(box.current)
      const begin = box.current?.getBoundingClientRect().top ?? 0
      setTop(Math.round(begin - around.getBoundingClientRect().top + around.scrollTop))
    }
    measure()
    const observer = new ResizeObserver(measure)
    for (const child of above.children) if (child !== box.current) observer.observe(child)
    observer.observe(above)
    return () => observer.disconnect()
  }, [])
  const latestSelect = useRef(selection.select)
  useLayoutEffect(() => {
    latestSelect.current = selection.select
  })
  const select = useCallback(
    (one: Notification, isSelected: boolean) => latestSelect.current(one, isSelected),
    [],
  )
  useImperativeHandle(ref, () => ({
    focus(id) {
      const find = () => box.current?.querySelector<HTMLElement>(`[data-notification="${id}"] [data-open]`)
      const at = lines.findIndex(({ key }) => key === id)
      if (at >= 0 && !find()) virtualizer.scrollToIndex(at, { align: 'center' })
      // a row that was far away is in the page two frames later
      requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()))
    },
  }))
  const shown = virtualizer.getVirtualItems()
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= lines.length - 10
  useEffect(() => {
    if (isNearEnd) onNearEnd()
  }, [isNearEnd, onNearEnd])
  return (
    <section
      ref={box}
      aria-label={words.title}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {shown.map(({ index, key, start }) => {
        const line = lines[index]
        if (!line) return null
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0"
            // in three dimensions, so that each row is drawn once and then only moved
            style={{ transform: `translate3d(0, ${start - top}px, 0)` }}
          >
            {line.kind === 'day' ? (
              <h2 className="pt-4 pb-2 text-13 text-ink-soft">{dayText(line.at)}</h2>
            ) : (
              <Row
                notification={line.notification}
                place={places.get(line.key) ?? 0}
                isFirst={line.isFirst}
                isLast={line.isLast}
                isSelected={selection.has(line.notification)}
                onSelect={select}
              />
            )}
          </div>
        )
      })}
    </section>
  )
}

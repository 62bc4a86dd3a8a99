import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { OperationRow, rowPx } from './operation-row.tsx'
import type { Standing } from './operation-state.ts'
import { operationsWords } from './words.ts'

function scrollerOf(element: HTMLElement | null): HTMLElement {
  for (let at = element?.parentElement; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return document.documentElement
}

/** The rows. Only those near the screen are in the page, and each says which of how many it is. */
export function OperationsRows({
  list,
  chosenId,
  now,
}: {
  list: readonly Standing[]
  chosenId: string | null
  now: Date
}) {
  const words = operationsWords.use()
  const box = useRef<HTMLUListElement>(null)
  const { search } = useLocation()
  const [top, setTop] = useState(0)
  const virtualizer = useVirtualizer({
    count: list.length,
    getScrollElement: () => scrollerOf(box.current),
    getItemKey: (at) => list[at]?.order_id ?? at,
    estimateSize: () => rowPx,
    scrollMargin: top,
    overscan: 10,
  })
  // what stands above the list comes and goes, and with it the place where the list begins
  useLayoutEffect(() => {
    const scroller = scrollerOf(box.current)
    const begin = box.current?.getBoundingClientRect().top ?? 0
    setTop(Math.round(begin - scroller.getBoundingClientRect().top + scroller.scrollTop))
  })
  const chosenAt = list.findIndex(({ order_id }) => order_id === chosenId)
  const placed = useRef<string | null>(null)
  useEffect(() => {
    // only when it is chosen: a list that follows it as it is sorted anew cannot be read
    if (chosenAt >= 0 && placed.current !== chosenId) virtualizer.scrollToIndex(chosenAt)
    placed.current = chosenId
  }, [chosenAt, chosenId, virtualizer])
  return (
    <ul ref={box} aria-label={words.list} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const one = list[index]
        if (!one) return null
        return (
          <li
            key={key}
            aria-setsize={list.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <OperationRow
              one={one}
              to={{ pathname: paths.operation(one.order_id), search }}
              isChosen={one.order_id === chosenId}
              now={now}
            />
          </li>
        )
      })}
    </ul>
  )
}

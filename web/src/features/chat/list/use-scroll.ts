import {
  type ReactVirtualizer,
  useVirtualizer,
  type VirtualItem,
  type Virtualizer,
} from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Line } from './message-lines.ts'

/** Within this many pixels of the end one reads the newest message. */
const endPx = 48

/** Heights as they mostly are, until a line was measured. */
const usual = { day: 26, unread: 26, aside: 80, system: 20, group: 66 }

/** Where a reader was in a room before they left it: which line was first, how far they had scrolled, and all heights. */
const places = new Map<string, { firstKey: string | undefined; offset: number; heights: VirtualItem[] }>()

export type LineList = ReactVirtualizer<HTMLDivElement, HTMLDivElement>

/**
 * The scrolling of a conversation of which only what is near the view stands in the page. It stays at the end while one
 * is there, and with what one reads when lines come above or change their height. It opens where `roomId` was left, else
 * at the line of what is unread, else at the end.
 */
export function useScroll(roomId: string, box: RefObject<HTMLDivElement | null>, lines: readonly Line[]) {
  const [isAtEnd, setAtEnd] = useState(false)
  const isOpened = useRef(false)
  const [isSettled, setSettled] = useState(false)
  const settled = useRef(false)
  settled.current = isSettled
  const firstKey = useRef(lines[0]?.key)
  firstKey.current = lines[0]?.key
  const [place] = useState(() => {
    const left = places.get(roomId)
    // another line is first when the room was loaded anew meanwhile
    return left && left.firstKey === lines[0]?.key ? left : null
  })
  // as it was last, since the list knows nothing of it any more when it has gone
  const seen = useRef({ isAtEnd: false, offset: 0 })
  const look = useCallback((list: Virtualizer<HTMLDivElement, HTMLDivElement>) => {
    const offset = list.scrollOffset ?? 0
    // by what the list knows: to ask the page would lay it out at every step of a scroll
    const now = list.getTotalSize() - offset - (list.scrollRect?.height ?? 0) <= endPx
    seen.current = { isAtEnd: now, offset }
    setAtEnd(now)
  }, [])
  const list: LineList = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: (index) => usual[lines[index]?.kind ?? 'group'],
    gap: 8,
    paddingStart: 12,
    paddingEnd: 12,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: endPx,
    // each line is moved by itself, and not by its neighbours: where heights turn out to be others, what one reads stays in its
    // place for the browser, too, and a step of a scroll draws nothing anew
    directDomUpdates: true,
    // lines that come near are drawn after the frame of the scroll, and not within it: with eight beyond the view nobody sees them late
    useFlushSync: false,
    ...(place && { initialOffset: place.offset, initialMeasurementsCache: place.heights }),
    onChange: look,
  })

  useLayoutEffect(() => {
    if (isOpened.current || lines.length === 0) return
    isOpened.current = true
    if (place) return
    const unread = lines.findIndex(({ kind }) => kind === 'unread')
    if (unread >= 0) list.scrollToIndex(unread, { align: 'center' })
    else list.scrollToEnd()
  }, [lines, list, place])

  // scrolling to a line takes some frames, until the heights around it are known; lines that come above meanwhile would be
  // taken for it
  const isEmpty = lines.length === 0
  useEffect(() => {
    if (isEmpty) return
    let frame = 0
    const wait = (left: number) => {
      frame = requestAnimationFrame(() => (left > 0 ? wait(left - 1) : setSettled(true)))
    }
    wait(10)
    return () => cancelAnimationFrame(frame)
  }, [isEmpty])

  // biome-ignore lint/correctness/useExhaustiveDependencies: lines that grow or change move the end without a scroll
  useEffect(() => look(list), [lines, list, look])

  useEffect(
    () => () => {
      isOpened.current = false
      if (!settled.current) return
      const { isAtEnd: wasAtEnd, offset } = seen.current
      if (wasAtEnd) places.delete(roomId)
      else places.set(roomId, { firstKey: firstKey.current, offset, heights: list.takeSnapshot() })
    },
    [list, roomId],
  )

  return { list, isAtEnd, isSettled }
}

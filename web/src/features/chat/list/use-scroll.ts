import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Within this many pixels of the end one reads the newest message. */
const endPx = 48

/**
 * Scrolling of a conversation: stays at the end while one is there, stays with what one reads when older messages
 * load above, and opens at `start` (the unread divider) when there is one. `firstKey` and `lastKey` tell
 * which end has grown.
 */
export function useScroll(
  list: RefObject<HTMLElement | null>,
  start: RefObject<HTMLElement | null>,
  firstKey: string | undefined,
  lastKey: string | undefined,
) {
  const [isAtEnd, setAtEnd] = useState(false)
  const isOpened = useRef(false)
  const held = useRef({ atEnd: true, height: 0, firstKey })

  const toEnd = useCallback(
    (behavior: ScrollBehavior = 'auto') => {
      list.current?.scrollTo({ top: list.current.scrollHeight, behavior })
    },
    [list],
  )

  const look = useCallback(() => {
    const box = list.current
    if (!box) return
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < endPx
    held.current = { ...held.current, atEnd, height: box.scrollHeight }
    setAtEnd(atEnd)
  }, [list])

  // biome-ignore lint/correctness/useExhaustiveDependencies: lastKey is what makes the list grow
  useLayoutEffect(() => {
    const box = list.current
    if (!box || firstKey === undefined) return
    const before = held.current
    if (!isOpened.current) {
      isOpened.current = true
      if (start.current) box.scrollTop = Math.max(0, start.current.offsetTop - box.clientHeight / 4)
      else toEnd()
    } else if (before.atEnd) {
      toEnd()
    } else if (before.firstKey !== firstKey) {
      box.scrollTop += box.scrollHeight - before.height
    }
    held.current = { ...held.current, firstKey }
    look()
  }, [firstKey, lastKey, list, start, toEnd, look])

  // a keyboard that rises, a composer that grows, a font that arrives
  useEffect(() => {
    const box = list.current
    const inner = box?.firstElementChild
    if (!box || !inner) return
    const observer = new ResizeObserver(() => {
      if (held.current.atEnd) toEnd()
      look()
    })
    observer.observe(box)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [list, toEnd, look])

  return { isAtEnd, onScroll: look, toEnd }
}

import { type PointerEvent, useRef, useState } from 'react'

const longPressMs = 450
const swipePx = 56
const slackPx = 10

type Press = { x: number; y: number; isSwipe: boolean; timer: ReturnType<typeof setTimeout> }

/** The finger that opened the menu leaves it again: a short hold ends in a tap, which would choose what lies below it. */
function swallowTap() {
  const done = new AbortController()
  const once = { capture: true, signal: done.signal }
  const onClick = (event: MouseEvent) => {
    done.abort()
    // by a key there is none
    if (event.detail === 0) return
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', onClick, once)
  window.addEventListener('pointerdown', () => done.abort(), once)
}

/**
 * A finger on a message: held, it opens the menu; drawn towards the end of the line, it answers. A mouse has the
 * button. `drawnPx` is how far it has been drawn, for the eye.
 */
export function useTouch({ onHold, onSwipe }: { onHold: () => void; onSwipe: (() => void) | null }) {
  const press = useRef<Press | null>(null)
  const [drawnPx, setDrawnPx] = useState(0)

  function end() {
    if (press.current) clearTimeout(press.current.timer)
    press.current = null
    setDrawnPx(0)
  }

  return {
    drawnPx,
    handlers: {
      onPointerDown(event: PointerEvent) {
        if (event.pointerType !== 'touch' || !event.isPrimary) return
        end()
        const timer = setTimeout(() => {
          end()
          swallowTap()
          onHold()
        }, longPressMs)
        press.current = { x: event.clientX, y: event.clientY, isSwipe: false, timer }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const now = press.current
        if (!now) return
        const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
        const drawn = (event.clientX - now.x) * sign
        if (!now.isSwipe && Math.hypot(event.clientX - now.x, event.clientY - now.y) < slackPx) return
        clearTimeout(now.timer)
        now.isSwipe ||= onSwipe !== null && drawn > Math.abs(event.clientY - now.y)
        if (now.isSwipe) setDrawnPx(sign * Math.max(0, Math.min(drawn, swipePx * 1.25)))
        else end()
      },
      onPointerUp() {
        const isFar = Math.abs(drawnPx) >= swipePx
        end()
        if (isFar) onSwipe?.()
      },
      onPointerCancel: end,
    },
  }
}

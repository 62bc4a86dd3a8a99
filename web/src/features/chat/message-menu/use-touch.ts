import { type PointerEvent, type RefObject, useRef, useState } from 'react'

const longPressMs = 450
const swipePx = 56
const slackPx = 10

type Press = { x: number; y: number; drawnPx: number; isSwipe: boolean; timer: ReturnType<typeof setTimeout> }

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

/** A short tick under the finger; browsers refuse it, loudly, before the first press. */
function tick() {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(8)
}

/**
 * A finger on a message: held, it opens the menu; drawn towards the end of the line, it answers. A mouse has the button.
 * What `row` shows of it is CSS, so that a finger draws nothing anew but the one row: `--drawn` is how far, `--part` how
 * much of the way to an answer, `data-drawn` that a finger has it, `data-far` that letting go answers, `data-held` that it
 * is pressed. `isDrawn`: what a swipe shows is to be there, which in every line at rest would cost each frame of a scroll.
 */
export function useTouch(
  row: RefObject<HTMLElement | null>,
  { onHold, onSwipe }: { onHold: () => void; onSwipe: (() => void) | null },
) {
  const press = useRef<Press | null>(null)
  const [isDrawn, setDrawn] = useState(false)

  function draw(px: number, isFar = false) {
    const style = row.current?.style
    style?.setProperty('--drawn', `${px}px`)
    style?.setProperty('--part', `${Math.min(1, Math.abs(px) / swipePx)}`)
    row.current?.toggleAttribute('data-far', isFar)
    row.current?.toggleAttribute('data-drawn', px !== 0)
  }

  function end() {
    const now = press.current
    if (!now) return
    clearTimeout(now.timer)
    press.current = null
    row.current?.removeAttribute('data-held')
    if (!now.isSwipe) return
    draw(0)
    setDrawn(false)
  }

  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch' || !event.isPrimary) return
      end()
      row.current?.setAttribute('data-held', '')
      const timer = setTimeout(() => {
        end()
        tick()
        swallowTap()
        onHold()
      }, longPressMs)
      press.current = { x: event.clientX, y: event.clientY, drawnPx: 0, isSwipe: false, timer }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = press.current
      if (!now) return
      const sign = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
      const drawn = (event.clientX - now.x) * sign
      if (!now.isSwipe && Math.hypot(event.clientX - now.x, event.clientY - now.y) < slackPx) return
      clearTimeout(now.timer)
      now.isSwipe ||= onSwipe !== null && drawn > Math.abs(event.clientY - now.y)
      if (!now.isSwipe) return end()
      setDrawn(true)
      const wasFar = now.drawnPx >= swipePx
      now.drawnPx = Math.max(0, Math.min(drawn, swipePx * 1.25))
      const isFar = now.drawnPx >= swipePx
      if (isFar && !wasFar) tick()
      draw(sign * now.drawnPx, isFar)
    },
    onPointerUp() {
      const isFar = (press.current?.drawnPx ?? 0) >= swipePx
      end()
      if (isFar) onSwipe?.()
    },
    onPointerCancel: end,
  }
  return { isDrawn, handlers }
}

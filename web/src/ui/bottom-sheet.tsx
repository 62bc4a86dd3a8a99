import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { uiWords } from './words.ts'

export type SheetHeight = 'peek' | 'half' | 'full'
const order: readonly SheetHeight[] = ['peek', 'half', 'full']
// a flick faster than this goes on to the next height even when it was short
const flickPxPerMs = 0.4

function pixels(height: SheetHeight, peekPx: number, room: number): number {
  if (height === 'peek') return Math.min(peekPx, room)
  return height === 'half' ? Math.max(peekPx, Math.round(room * 0.55)) : room - 64
}

/**
 * A sheet over the lower part of its box, dragged between three heights by its handle, or moved with the arrow keys.
 * `onHeight` says how much of the box it covers, in pixels, whenever it has settled.
 */
export function BottomSheet({
  label,
  peekPx,
  onHeight,
  children,
}: {
  label: string
  peekPx: number
  onHeight: (px: number) => void
  children: ReactNode
}) {
  const words = uiWords.use()
  const [height, setHeight] = useState<SheetHeight>('half')
  const [dragPx, setDragPx] = useState<number | null>(null)
  const [room, setRoom] = useState(() => window.innerHeight)
  const drag = useRef<{
    startY: number
    startPx: number
    lastY: number
    lastAt: number
    speed: number
  } | null>(null)
  const settledPx = pixels(height, peekPx, room)

  useEffect(() => {
    const measure = () => setRoom(window.innerHeight)
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  useEffect(() => onHeight(settledPx), [onHeight, settledPx])

  function onDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = {
      startY: event.clientY,
      startPx: settledPx,
      lastY: event.clientY,
      lastAt: event.timeStamp,
      speed: 0,
    }
  }
  function onMove(event: PointerEvent<HTMLElement>) {
    const now = drag.current
    if (!now) return
    const elapsed = Math.max(1, event.timeStamp - now.lastAt)
    now.speed = (now.lastY - event.clientY) / elapsed
    now.lastY = event.clientY
    now.lastAt = event.timeStamp
    if (dragPx === null && Math.abs(event.clientY - now.startY) < 4) return
    const wanted = now.startPx + now.startY - event.clientY
    setDragPx(Math.max(pixels('peek', peekPx, room) - 24, Math.min(pixels('full', peekPx, room), wanted)))
  }
  function onUp() {
    const { current } = drag
    drag.current = null
    if (!current) return
    if (dragPx === null) {
      // a press without a drag opens it up, or back
      setHeight(height === 'half' ? 'full' : 'half')
      return
    }
    setDragPx(null)
    const aim = dragPx + (Math.abs(current.speed) > flickPxPerMs ? Math.sign(current.speed) * room * 0.3 : 0)
    const off = (one: SheetHeight) => Math.abs(pixels(one, peekPx, room) - aim)
    setHeight(order.reduce((best, one) => (off(one) < off(best) ? one : best)))
  }
  function onKey(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    setHeight(order[Math.max(0, Math.min(2, order.indexOf(height) + by))] ?? height)
  }

  return (
    <section
      aria-label={label}
      style={{ height: dragPx ?? settledPx }}
      className={classNames(
        'absolute inset-x-0 bottom-0 z-10 flex flex-col rounded-t-card bg-raised shadow-float',
        dragPx === null && 'transition-[height] duration-200',
      )}
    >
      <div
        role="slider"
        tabIndex={0}
        aria-label={words.sheetHeight}
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={2}
        aria-valuenow={order.indexOf(height)}
        aria-valuetext={words.sheetHeights[height]}
        onKeyDown={onKey}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
        className="group flex h-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-t-card focus-visible:outline-none active:cursor-grabbing"
      >
        <span className="h-1 w-10 rounded-full bg-line-strong/60 outline-offset-4 outline-accent group-focus-visible:outline-2" />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
        {children}
      </div>
    </section>
  )
}

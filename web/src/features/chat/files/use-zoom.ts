import { useEffect, useEffectEvent, useRef, useState } from 'react'

const most = 6
const swipePx = 60
type View = { scale: number; x: number; y: number }
const whole: View = { scale: 1, x: 0, y: 0 }

/** The view after the scale changed by a factor; at 1 the picture stands in the middle again. */
export function scaled({ scale, x, y }: View, factor: number): View {
  const next = Math.max(1, Math.min(most, scale * factor))
  const ratio = next / scale
  return next === 1 ? whole : { scale: next, x: x * ratio, y: y * ratio }
}

/** Zoom and shift of one picture: wheel, two fingers, double press, drag; a swipe while it stands whole turns the page. */
export function useZoom(pictureId: string, { onSwipe }: { onSwipe: (step: 1 | -1) => void }) {
  const area = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(whole)
  const [shownId, setShownId] = useState(pictureId)
  if (shownId !== pictureId) {
    setShownId(pictureId)
    setView(whole)
  }
  const swipe = useEffectEvent((dx: number) => {
    if (view.scale > 1 || Math.abs(dx) < swipePx) return
    const isForward = dx < 0 !== (document.dir === 'rtl')
    onSwipe(isForward ? 1 : -1)
  })
  useEffect(() => {
    const element = area.current
    if (!element) return
    const held = new Map<number, { x: number; y: number }>()
    let pressed = { x: 0, hadTwo: false }
    const apart = () => {
      const [a, b] = [...held.values()]
      return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
    }
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('button')) return
      held.set(event.pointerId, { x: event.clientX, y: event.clientY })
      pressed = held.size === 1 ? { x: event.clientX, hadTwo: false } : { ...pressed, hadTwo: true }
    }
    const onMove = (event: PointerEvent) => {
      const before = held.get(event.pointerId)
      if (!before) return
      const was = apart()
      held.set(event.pointerId, { x: event.clientX, y: event.clientY })
      if (held.size === 2) setView((now) => scaled(now, was > 0 ? apart() / was : 1))
      else
        setView((now) =>
          now.scale > 1
            ? { ...now, x: now.x + event.clientX - before.x, y: now.y + event.clientY - before.y }
            : now,
        )
    }
    const onUp = (event: PointerEvent) => {
      if (!held.delete(event.pointerId) || held.size > 0) return
      if (event.type === 'pointerup' && !pressed.hadTwo) swipe(event.clientX - pressed.x)
    }
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      setView((now) => scaled(now, event.deltaY < 0 ? 1.15 : 1 / 1.15))
    }
    const onDouble = () => setView((now) => (now.scale > 1 ? whole : scaled(now, 2.5)))
    element.addEventListener('pointerdown', onDown)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onUp)
    element.addEventListener('wheel', onWheel, { passive: false })
    element.addEventListener('dblclick', onDouble)
    return () => {
      element.removeEventListener('pointerdown', onDown)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onUp)
      element.removeEventListener('wheel', onWheel)
      element.removeEventListener('dblclick', onDouble)
    }
  }, [])
  return {
    area,
    scale: view.scale,
    isMost: view.scale >= most,
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    by: (factor: number) => setView((now) => scaled(now, factor)),
    reset: () => setView(whole),
  }
}

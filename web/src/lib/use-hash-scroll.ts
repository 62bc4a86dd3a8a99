import { type RefObject, useEffect } from 'react'
import { useLocation } from 'react-router'

const settlingMs = 5000
const ownMoves = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** Holds what the address names (#devices) in view while the parts above it load and grow, until the person moves. */
export function useHashScroll(column: RefObject<HTMLElement | null>): void {
  const { hash } = useLocation()
  useEffect(() => {
    if (!hash || !column.current) return
    const observer = new ResizeObserver(() =>
      document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' }),
    )
    observer.observe(column.current)
    const end = () => observer.disconnect()
    const timer = setTimeout(end, settlingMs)
    for (const move of ownMoves) window.addEventListener(move, end, { passive: true })
    return () => {
      end()
      clearTimeout(timer)
      for (const move of ownMoves) window.removeEventListener(move, end)
    }
  }, [hash, column])
}

import { useCallback, useEffect, useRef, useState } from 'react'

export const paces = [1, 4, 16, 60] as const
export type Pace = (typeof paces)[number]
// the page is told this often; the map hears of every frame
const tellEveryMs = 100

/**
 * A clock between two moments (milliseconds) that plays, waits and is set by hand. `onFrame` hears every moment it passes;
 * `at` is renewed ten times a second.
 */
export function usePlayback(startAt: number, endAt: number, onFrame: (at: number) => void) {
  const [at, setAt] = useState(startAt)
  const [isPlaying, setPlaying] = useState(false)
  const [pace, setPace] = useState<Pace>(16)
  const now = useRef(startAt)
  const hear = useRef(onFrame)
  useEffect(() => {
    hear.current = onFrame
  }, [onFrame])

  const seek = useCallback(
    (to: number) => {
      now.current = Math.max(startAt, Math.min(endAt, to))
      setAt(now.current)
      hear.current(now.current)
    },
    [startAt, endAt],
  )
  const toggle = useCallback(() => {
    // at the end it begins anew
    if (!isPlaying && now.current >= endAt) seek(startAt)
    setPlaying(!isPlaying)
  }, [isPlaying, seek, startAt, endAt])

  useEffect(() => {
    if (!isPlaying) return
    let last = performance.now()
    let told = last
    let frame = requestAnimationFrame(function step(ms) {
      // a tab that was hidden goes on where it was left
      const passedMs = Math.min(ms - last, 250)
      last = ms
      now.current = Math.min(endAt, now.current + passedMs * pace)
      hear.current(now.current)
      const isEnd = now.current >= endAt
      if (isEnd || ms - told >= tellEveryMs) {
        told = ms
        setAt(now.current)
      }
      if (isEnd) setPlaying(false)
      else frame = requestAnimationFrame(step)
    })
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, pace, endAt])

  return { at, isPlaying, pace, setPace, seek, toggle }
}

import { useState } from 'react'
import { useMyId } from '../../lib/session.tsx'
import { dayMs } from '../../lib/time.ts'

/** Whoever said "not now" is not asked again for a month. */
const pauseMs = 30 * dayMs
const key = (me: string) => `orderline:push-declined:${me}`

function isRecent(me: string): boolean {
  try {
    return Date.now() - Number(localStorage.getItem(key(me)) ?? 0) < pauseMs
  } catch {
    return false
  }
}

/** Whether this person lately said "not now" to push on this browser, and saying it. */
export function useDeclined(): [boolean, () => void] {
  const me = useMyId()
  const [isDeclined, setDeclined] = useState(() => isRecent(me))
  return [
    isDeclined,
    () => {
      setDeclined(true)
      try {
        localStorage.setItem(key(me), String(Date.now()))
      } catch {
        // without storage it is asked again at the next visit
      }
    },
  ]
}

import { useEffect, useState } from 'react'
import { dayMs } from '../../../lib/time.ts'
import { isAhead } from './room.ts'

/** Whether a time is still to come; says so by itself when it has come. */
export function useIsAhead(at: string | null): boolean {
  const [now, setNow] = useState(Date.now)
  const isOn = isAhead(at, now)
  useEffect(() => {
    if (!isOn || at === null) return
    // a timer of more than 24 days would fire at once
    const waitMs = Math.min(Math.max(Date.parse(at) - Date.now(), 0) + 50, dayMs)
    const timer = setTimeout(() => setNow(Date.now()), waitMs)
    return () => clearTimeout(timer)
  }, [at, isOn])
  return isOn
}

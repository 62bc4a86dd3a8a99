import { useEffect } from 'react'
import { useNow } from '../../lib/use-now.ts'
import { type Call, leftMs } from './call.ts'
import { catchUp } from './call-actions.ts'

const askMs = 2_000

/** What is left of the ring or of the call, in ms, each second anew. When nothing is left and no word of the end came, it is asked for. */
export function useLeft(call: Call): number {
  useNow(1_000)
  const left = leftMs(call)
  const isDue = left === 0 && (call.status === 'ringing' || call.left_ms !== null)
  useEffect(() => {
    if (!isDue) return
    const timer = setInterval(() => void catchUp().catch(() => undefined), askMs)
    return () => clearInterval(timer)
  }, [isDue])
  return left
}

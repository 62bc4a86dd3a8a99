import { minuteMs } from '../../lib/time.ts'

export type Spoken = { text: string; state: string; atMs: number }
// often enough to follow, seldom enough to hear anything else
const pauseMs = 2 * minuteMs

/** What to say next in a live region: at once when the state changed, else at most every two minutes, and nothing twice. */
export function nextSpoken(last: Spoken | null, text: string, state: string, nowMs: number): Spoken | null {
  if (text === '' || text === last?.text) return last
  if (last && last.state === state && nowMs - last.atMs < pauseMs) return last
  return { text, state, atMs: nowMs }
}

import { agoText, minuteMs } from '../../../lib/time.ts'
import { readingWords } from './words.ts'

/** When somebody was last here, in words: "Last seen 5 min ago"; empty when it is not known. */
export function lastSeenText(at: string | null | undefined, now: number): string {
  const words = readingWords.now()
  const then = at ? Date.parse(at) : Number.NaN
  if (Number.isNaN(then)) return ''
  // the server writes it every half minute
  if (now - then < 2 * minuteMs) return words.seenJustNow
  return words.seen(agoText(new Date(then), new Date(now)))
}

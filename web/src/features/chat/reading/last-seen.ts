import { agoText, minuteMs } from '../../../lib/time.ts'

/** When somebody was last here, in words: "Last seen 5 min ago"; empty when it is not known. */
export function lastSeenText(at: string | null | undefined, now: number): string {
  const then = at ? Date.parse(at) : Number.NaN
  if (Number.isNaN(then)) return ''
  // the server writes it every half minute
  if (now - then < 2 * minuteMs) return 'Last seen just now'
  return `Last seen ${agoText(new Date(then), new Date(now))}`
}

import type { Course } from './entry.ts'

/** How an answer leaves the house, other than whole and at once. */
export const manners = ['reset', 'silence', 'cut', 'garbage', 'huge', 'slow', 'late', 'redirect'] as const
export type Manner = (typeof manners)[number]

/** What a magic number or an armed fault does to one request. */
export type Effect = {
  /** Turned down with this status (the code's own when absent), and this code where the provider has one. */
  refuse?: { httpStatus?: number; code?: number; retryAfterS?: number }
  /** Not kept: the provider never took the message. Default: kept. */
  isKept?: false
  manner?: Manner
  delayMs?: number
  course?: Partial<Course>
}

/** The word written into an entry so that the page can say what the sender got to hear. */
export function answerOf(effect: Effect): string | undefined {
  if (effect.manner) return effect.manner
  return effect.delayMs ? `after ${effect.delayMs} ms` : undefined
}

import type { SendOutcome } from './position-sender.ts'
import { sharingWords } from './words/sharing.ts'

/**
 * `paused`: the page is out of sight; `held`: the partner asked for a pause; `elsewhere`: another tab of this browser sends
 * for this order.
 */
export type SharingState =
  | 'off'
  | 'starting'
  | 'sharing'
  | 'paused'
  | 'held'
  | 'elsewhere'
  | 'denied'
  | 'unavailable'

export type Sharing = {
  state: SharingState
  waiting: number
  taken: number
  lastTakenAt: number | null
  refused: Readonly<Record<string, number>>
  /** Whether somebody had the map open when the server last answered; null before it did. */
  isWatched: boolean | null
  sentence: string | null
}

export const sharingOff: Sharing = {
  state: 'off',
  waiting: 0,
  taken: 0,
  lastTakenAt: null,
  refused: {},
  isWatched: null,
  sentence: null,
}

export const isOn = (state: SharingState) => state !== 'off' && state !== 'denied'

/** What a batch adds to the counts that the partner can look at. */
export function afterBatch(value: Sharing, outcome: SendOutcome, sent: number): Partial<Sharing> {
  const refused = { ...value.refused }
  if (outcome.kind === 'rejected') {
    refused[outcome.code] = (refused[outcome.code] ?? 0) + sent
    return { refused }
  }
  if (outcome.kind !== 'taken') return {}
  for (const { reason } of outcome.refused) refused[reason] = (refused[reason] ?? 0) + 1
  const taken = sent - outcome.refused.length
  return {
    refused,
    isWatched: outcome.isWatched,
    taken: value.taken + taken,
    ...(taken > 0 && { lastTakenAt: Date.now() }),
  }
}

/** Why points were not taken, in words, most frequent first. */
export function refusedInWords(refused: Sharing['refused']): { reason: string; count: number }[] {
  const words = sharingWords.now()
  const reasons: Partial<Record<string, string>> = words.refused
  return Object.entries(refused)
    .map(([reason, count]) => ({ reason: reasons[reason] ?? words.refusedOther(reason), count }))
    .sort((a, b) => b.count - a.count)
}

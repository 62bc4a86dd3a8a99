import { hourMs, timeText } from '../../../lib/time.ts'
import { isAhead, type Room } from './room.ts'
import { roomWords } from './words.ts'

type Silence = Pick<Room, 'notify' | 'quiet_until'>
export type SilenceChoice = { label: string; notify: Room['notify']; quietUntil: string | null }

/** How long a room may be silenced from `now` on; what it is set to apart from that stays. */
export function silenceChoices(notify: Room['notify'], now: number): SilenceChoice[] {
  const words = roomWords.now()
  const kept = notify === 'none' ? 'all' : notify
  const after = (hours: number) => new Date(now + hours * hourMs).toISOString()
  return [
    { label: words.forHours(1), notify: kept, quietUntil: after(1) },
    { label: words.forHours(8), notify: kept, quietUntil: after(8) },
    { label: words.always, notify: 'none', quietUntil: null },
  ]
}

/** What to tell of a room that is silent, null when it is not. */
export function silenceText({ notify, quiet_until }: Silence, now: number): string | null {
  const words = roomWords.now()
  if (notify === 'none') return words.silenced
  if (quiet_until && isAhead(quiet_until, now)) return words.silencedUntil(timeText(new Date(quiet_until)))
  return null
}

import { hourMs, timeText } from '../../../lib/time.ts'
import { isAhead, type Room } from './room.ts'

type Silence = Pick<Room, 'notify' | 'quiet_until'>
export type SilenceChoice = { label: string; notify: Room['notify']; quietUntil: string | null }

/** How long a room may be silenced from `now` on; what it is set to apart from that stays. */
export function silenceChoices(notify: Room['notify'], now: number): SilenceChoice[] {
  const kept = notify === 'none' ? 'all' : notify
  const after = (hours: number) => new Date(now + hours * hourMs).toISOString()
  return [
    { label: 'For 1 hour', notify: kept, quietUntil: after(1) },
    { label: 'For 8 hours', notify: kept, quietUntil: after(8) },
    { label: 'Always', notify: 'none', quietUntil: null },
  ]
}

/** What to tell of a room that is silent, null when it is not. */
export function silenceText({ notify, quiet_until }: Silence, now: number): string | null {
  if (notify === 'none') return 'Silenced'
  if (quiet_until && isAhead(quiet_until, now)) return `Silenced until ${timeText(new Date(quiet_until))}`
  return null
}

import { Badge, type Tone } from '../../ui/badge.tsx'
import type { State } from './announcement.ts'
import { announcementWords } from './words/writing.ts'

const tones: Record<State, Tone> = {
  draft: 'neutral',
  scheduled: 'accent',
  sending: 'live',
  done: 'good',
  cancelled: 'bad',
  failed: 'bad',
}

export function StateBadge({ state }: { state: State }) {
  return <Badge tone={tones[state]}>{announcementWords.use().states[state]}</Badge>
}

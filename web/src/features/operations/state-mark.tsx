import { Badge, type Tone } from '../../ui/badge.tsx'
import { type Standing, type State, stateText } from './operation-state.ts'
import { operationsWords } from './words.ts'

const dots: Record<State, string> = {
  moving: 'bg-live',
  still: 'bg-live',
  paused: 'bg-line-strong',
  stale: 'border-2 border-line-strong',
  silent: 'border-2 border-dashed border-line-strong',
}

/** State in words with the look of its marker. */
export function StateMark({ one, now }: { one: Standing; now: Date }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-13 text-ink-soft">
      <span aria-hidden className={`size-2.5 shrink-0 rounded-full ${dots[one.state]}`} />
      <span className="tabular truncate">{stateText(one, now)}</span>
    </span>
  )
}

export function LateBadge({ tone = 'bad' }: { tone?: Tone }) {
  return <Badge tone={tone}>{operationsWords.use().late}</Badge>
}

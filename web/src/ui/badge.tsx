import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { shortCount } from './words.ts'

export type Tone = 'neutral' | 'accent' | 'live' | 'good' | 'bad'
const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  live: 'bg-live-soft text-ink',
  good: 'bg-sunken text-good',
  bad: 'bg-bad-soft text-bad',
}

/** A word in a chip, such as a status. `live` carries an amber dot: something is moving right now. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-12 font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {tone === 'live' && <span aria-hidden className="size-2 rounded-full bg-live" />}
      {children}
    </span>
  )
}

/** A count on a button, such as unread; nothing at zero, 99+ above. Name the number in the button's label. */
export function CountBadge({ count, className }: { count: number; className?: string }) {
  if (count <= 0) return null
  return (
    <span
      aria-hidden
      className={classNames(
        'tabular inline-flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1.5 text-12 font-semibold text-accent-ink',
        className,
      )}
    >
      {shortCount(count)}
    </span>
  )
}

import type { ReactNode } from 'react'
import type { Line } from './message-lines.ts'

/** Something of the page's own that stands between the messages at its time, such as an internal note. `at` is epoch ms. */
export type Aside = { key: string; at: number; content: ReactNode }

const timeOf = (line: Line): number | null =>
  line.kind === 'group' || line.kind === 'system' ? line.at : null

/** The lines with the asides between them by time; those older than what is loaded wait until it is. */
export function withAsides(lines: readonly Line[], asides: readonly Aside[], hasOlder: boolean): Line[] {
  if (asides.length === 0) return [...lines]
  const waiting = [...asides].sort((a, b) => a.at - b.at)
  const oldest = lines.map(timeOf).find((at) => at !== null)
  if (hasOlder && oldest !== undefined && oldest !== null)
    while (waiting[0] && waiting[0].at < oldest) waiting.shift()
  const merged: Line[] = []
  for (const line of lines) {
    const at = timeOf(line)
    if (at !== null) while (waiting[0] && waiting[0].at < at) merged.push(asideLine(waiting.shift() as Aside))
    merged.push(line)
  }
  return [...merged, ...waiting.map(asideLine)]
}

const asideLine = (aside: Aside): Line => ({ kind: 'aside', ...aside })

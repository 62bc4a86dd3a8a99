import { type KeyboardEvent, useMemo } from 'react'
import { speedText } from '../../../lib/format.ts'
import { clockText } from '../../../lib/time.ts'
import type { Crossing } from '../position.ts'
import { replayWords } from '../words/replay.ts'
import { type Replay, speedGraph } from './replay.ts'

const [width, height] = [1_000, 100]
const fineMs = 5_000
const coarseMs = 60_000

/** The time of a drive as a slider under the graph of its speeds; crossings are marked where they happened. */
export function SpeedSlider({
  replay: { points, crossings },
  startAt,
  endAt,
  at,
  valueText,
  onSeek,
}: {
  replay: Replay
  startAt: number
  endAt: number
  at: number
  /** The moment in words, for those who do not see the slider. */
  valueText: string
  onSeek: (at: number) => void
}) {
  const words = replayWords.use()
  const graph = useMemo(() => speedGraph(points, width, height), [points])
  const spanMs = Math.max(1, endAt - startAt)
  const shareOf = (moment: number) => Math.max(0, Math.min(1, (moment - startAt) / spanMs))
  function onKey(event: KeyboardEvent) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    if (!by) return
    event.preventDefault()
    onSeek(at + by * (event.shiftKey ? coarseMs : fineMs))
  }
  return (
    // time runs from left to right in every language, as the graph does
    <div dir="ltr" className="relative flex flex-col">
      <span className="tabular absolute start-0 top-0 bg-surface pe-1 text-12 text-ink-faint">
        {speedText(graph.topMps)}
      </span>
      <svg
        viewBox={`0 -4 ${width} ${height + 8}`}
        preserveAspectRatio="none"
        aria-hidden
        className="h-16 w-full"
      >
        <path d={`M0 ${height}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        <path
          d={graph.path}
          fill="none"
          stroke="var(--ink-faint)"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
        {crossings.map((one: Crossing) => (
          <path
            key={`${one.place} ${one.kind}`}
            d={`M${shareOf(Date.parse(one.at)) * width} 0V${height}`}
            stroke="var(--accent)"
            strokeWidth="1.5"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        <path
          d={`M${shareOf(at) * width} -4V${height + 4}`}
          stroke="var(--live)"
          strokeWidth="2"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <input
        type="range"
        aria-label={words.moment}
        aria-valuetext={valueText}
        min={startAt}
        max={endAt}
        // finer than a second, or the last moment of most drives could not be reached
        step={1}
        value={at}
        onChange={(event) => onSeek(Number(event.target.value))}
        onKeyDown={onKey}
        className="-mx-2 h-11 cursor-pointer rounded-control accent-accent -outline-offset-4"
      />
      <span className="tabular -mt-1 flex justify-between text-12 text-ink-faint">
        <time dateTime={new Date(startAt).toISOString()}>{clockText(new Date(startAt))}</time>
        <time dateTime={new Date(endAt).toISOString()}>{clockText(new Date(endAt))}</time>
      </span>
    </div>
  )
}

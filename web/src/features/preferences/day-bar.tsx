import { classNames } from '../../ui/class-names.ts'
import { type QuietHours, spansOf } from './quiet.ts'
import { preferencesWords } from './words.ts'

const marks = [0, 6, 12, 18, 24]
const hourTicks = Array.from({ length: 23 }, (_, n) => n + 1)

/** A day from midnight to midnight with its quiet parts, and where the clock on the wall stands now. */
export function DayBar({ hours, nowMinutes }: { hours: QuietHours; nowMinutes: number | null }) {
  const words = preferencesWords.use()
  const spans = hours.starts === hours.ends ? [] : spansOf(hours)
  return (
    // a day runs from left to right in every language
    <div dir="ltr" role="img" aria-label={words.dayBar(hours.starts, hours.ends)}>
      <div
        className={classNames(
          'relative h-9 overflow-hidden rounded-control bg-sunken transition-opacity',
          !hours.is_enabled && 'opacity-45',
        )}
      >
        <svg
          viewBox="0 0 1440 36"
          preserveAspectRatio="none"
          className="block h-full w-full"
          aria-hidden="true"
        >
          {spans.map(({ from, to }) => (
            <rect key={from} x={from} width={to - from} y={0} height={36} className="fill-accent" />
          ))}
          {hourTicks.map((hour) => (
            <line
              key={hour}
              x1={hour * 60}
              x2={hour * 60}
              y1={hour % 6 === 0 ? 22 : 29}
              y2={36}
              className="stroke-line-strong"
              strokeWidth={1}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {nowMinutes !== null && (
            <line
              x1={nowMinutes}
              x2={nowMinutes}
              y1={0}
              y2={36}
              className="stroke-bad"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </div>
      <div className="tabular mt-1 flex justify-between text-12 text-ink-faint">
        {marks.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </div>
    </div>
  )
}

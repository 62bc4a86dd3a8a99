import { classNames } from './class-names.ts'

const radius = 52
const around = 2 * Math.PI * radius

/** What is left of a time, as an arc that runs out and as a number of seconds in it. */
export function CountdownRing({ leftMs, ofMs, words }: { leftMs: number; ofMs: number; words: string }) {
  const seconds = Math.ceil(leftMs / 1_000)
  const isShort = seconds <= 10
  return (
    <div className="relative size-30 shrink-0" data-seconds={seconds}>
      <svg viewBox="0 0 120 120" aria-hidden className="size-full -rotate-90 rtl:-scale-y-100">
        <circle cx="60" cy="60" r={radius} fill="none" stroke="var(--line)" strokeWidth="8" />
        <circle
          cx="60"
          cy="60"
          r={radius}
          fill="none"
          strokeWidth="8"
          strokeLinecap="round"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - leftMs / ofMs)}
          className={classNames(
            'transition-[stroke-dashoffset] duration-1000 ease-linear',
            isShort ? 'stroke-bad' : 'stroke-accent',
          )}
        />
      </svg>
      <p className="absolute inset-0 flex flex-col items-center justify-center">
        <span className={classNames('tabular text-32 font-semibold', isShort && 'text-bad')}>{seconds}</span>
        <span className="text-12 text-ink-soft">{words}</span>
      </p>
    </div>
  )
}

import { type ReactNode, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { axisTop } from './health.ts'
import { healthWords } from './words.ts'

/** One row of values over the steps: bars stand on each other in their order, lines cross. Nulls are gaps. */
export type Row = { name: string; look: Look; values: readonly (number | null)[] }
export type Look = 'good' | 'accent' | 'bad' | 'faint' | 'pale' | 'dashed'

const fills: Record<Look, string> = {
  good: 'fill-good',
  accent: 'fill-accent',
  bad: 'fill-bad',
  faint: 'fill-ink-faint',
  pale: 'fill-line-strong opacity-45',
  dashed: 'fill-ink-soft',
}
const dots: Record<Look, string> = {
  good: 'bg-good',
  accent: 'bg-accent',
  bad: 'bg-bad',
  faint: 'bg-ink-faint',
  pale: 'bg-line-strong opacity-45',
  dashed: 'bg-ink-soft',
}
const height = 100

function Bars({ rows, length, top }: { rows: readonly Row[]; length: number; top: number }) {
  // a third of the width is air while bars are few
  const air = length > 40 ? 0.2 : 0.3
  return Array.from({ length }, (_, i) => {
    let at = 0
    return rows.map(({ name, look, values }) => {
      const value = values[i] ?? 0
      if (value <= 0) return null
      const tall = (value / top) * height
      at += tall
      return (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in time
          key={`${i} ${name}`}
          x={i + air / 2}
          y={height - at}
          width={1 - air}
          // something is never nothing
          height={Math.max(tall, 1.5)}
          className={fills[look]}
        />
      )
    })
  })
}

/** The pieces of a line: it breaks where there is no value, and a value alone is a short dash. */
export function linePath(values: readonly (number | null)[], top: number): string {
  let path = ''
  let isOpen = false
  values.forEach((value, i) => {
    if (value === null) {
      isOpen = false
      return
    }
    const y = (height - (value / top) * height).toFixed(2)
    path += isOpen ? `L${i + 0.5} ${y}` : `M${i + 0.2} ${y}L${i + 0.5} ${y}`
    if (values[i + 1] === null || i === values.length - 1) path += `L${i + 0.8} ${y}`
    isOpen = true
  })
  return path
}

function Lines({ rows, top }: { rows: readonly Row[]; top: number }) {
  return rows.map(({ name, look, values }) => (
    <path
      key={name}
      d={linePath(values, top)}
      vectorEffect="non-scaling-stroke"
      strokeWidth={2}
      strokeLinejoin="round"
      strokeDasharray={look === 'dashed' ? '4 3' : undefined}
      className={classNames('fill-none', look === 'dashed' ? 'stroke-ink-soft' : 'stroke-accent')}
    />
  ))
}

/**
 * A small chart with its name, the values of the step that is pointed at, and a legend. It is a slider for the keyboard and for
 * screen readers: each step says its values. Time runs from left to right in every language.
 */
export function Chart({
  title,
  kind,
  rows,
  labels,
  summary,
  axisText,
  readingAt,
}: {
  title: string
  kind: 'bars' | 'lines'
  rows: readonly Row[]
  /** What each step is called. */
  labels: readonly string[]
  /** What stands below the name while no step is pointed at. */
  summary: ReactNode
  axisText: (value: number) => string
  /** The values of a step in words. */
  readingAt: (step: number) => string
}) {
  const words = healthWords.use()
  const [step, setStep] = useState<number | null>(null)
  const length = labels.length
  const sums = labels.map((_, i) => rows.map(({ values }) => values[i] ?? 0))
  const top = axisTop(
    Math.max(...sums.map((all) => (kind === 'bars' ? all.reduce((a, b) => a + b, 0) : Math.max(...all)))),
  )
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex flex-col">
        <span className="font-semibold">{title}</span>
        <span className="min-h-9 text-13 text-ink-soft">
          {step === null ? summary : words.stepReading(labels[step] ?? '', readingAt(step))}
        </span>
      </figcaption>
      <div dir="ltr" className="flex gap-2">
        <div
          aria-hidden
          className="tabular flex w-10 shrink-0 flex-col justify-between text-end text-12 text-ink-faint"
        >
          <span>{axisText(top)}</span>
          <span>{axisText(0)}</span>
        </div>
        <div
          className="relative h-28 min-w-0 flex-1 rounded-[4px] border-b border-line-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          onPointerMove={({ currentTarget, clientX }) => {
            const { left, width } = currentTarget.getBoundingClientRect()
            setStep(Math.max(0, Math.min(length - 1, Math.floor(((clientX - left) / width) * length))))
          }}
          onPointerLeave={() => setStep(null)}
        >
          <svg
            aria-hidden
            viewBox={`0 0 ${length} ${height}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full"
          >
            {[0, height / 2].map((y) => (
              <line
                key={y}
                x1={0}
                x2={length}
                y1={y}
                y2={y}
                vectorEffect="non-scaling-stroke"
                className="stroke-line"
              />
            ))}
            {step !== null && <rect x={step} y={0} width={1} height={height} className="fill-accent-soft" />}
            {kind === 'bars' ? (
              <Bars rows={rows} length={length} top={top} />
            ) : (
              <Lines rows={rows} top={top} />
            )}
          </svg>
          <input
            type="range"
            min={0}
            max={length - 1}
            value={step ?? length - 1}
            aria-label={words.step(title)}
            aria-valuetext={words.stepReading(
              labels[step ?? length - 1] ?? '',
              readingAt(step ?? length - 1),
            )}
            onChange={({ target }) => setStep(Number(target.value))}
            onFocus={({ target }) => target.matches(':focus-visible') && setStep((at) => at ?? length - 1)}
            onBlur={() => setStep(null)}
            className="absolute inset-0 size-full cursor-crosshair appearance-none opacity-0"
          />
        </div>
      </div>
      <div dir="ltr" aria-hidden className="tabular flex justify-between ps-12 text-12 text-ink-faint">
        <span>{labels[0]}</span>
        <span>{labels.at(-1)}</span>
      </div>
      {rows.length > 1 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-soft">
          {rows.map(({ name, look }) => (
            <li key={name} className="flex items-center gap-1.5">
              <span
                aria-hidden
                className={classNames(
                  kind === 'bars' ? 'size-2.5 rounded-[3px]' : 'h-0.5 w-4',
                  look === 'dashed' ? 'border-t-2 border-dashed border-ink-soft' : dots[look],
                )}
              />
              {name}
            </li>
          ))}
        </ul>
      )}
    </figure>
  )
}

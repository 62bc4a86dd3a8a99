import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

const box =
  'flex min-h-11 cursor-pointer items-center gap-2 rounded-control border border-line bg-surface px-3 py-2 text-15 font-medium transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-55'

type Option<T extends string> = { value: T; label: ReactNode; hint?: ReactNode }

/** One of a few, all in sight. */
export function RadioChoice<T extends string>({
  legend,
  name,
  options,
  chosen,
  onChoose,
  className,
}: {
  legend: string
  name: string
  options: readonly Option<T>[]
  chosen: T
  onChoose: (value: T) => void
  className?: string
}) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-13 font-medium text-ink-soft">{legend}</legend>
      <div className={classNames('grid gap-2', className)}>
        {options.map(({ value, label, hint }) => (
          <label key={value} className={box}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
              className="size-4 shrink-0 accent-accent"
            />
            <span>
              {label}
              {hint && <span className="block text-13 font-normal text-ink-soft">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Some of a few, all in sight. */
export function CheckChoice<T extends string>({
  legend,
  options,
  chosen,
  onChange,
  error,
}: {
  legend: string
  options: readonly Option<T>[]
  chosen: readonly T[]
  onChange: (values: T[]) => void
  error?: string | null
}) {
  const noteId = useId()
  return (
    <fieldset aria-describedby={error ? noteId : undefined} data-wrong={error ? '' : undefined}>
      <legend className="mb-1.5 text-13 font-medium text-ink-soft">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {options.map(({ value, label }) => (
          <label key={value} className={box}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ target }) =>
                onChange(
                  options
                    .map((one) => one.value)
                    .filter((one) => (one === value ? target.checked : chosen.includes(one))),
                )
              }
              className="size-4 shrink-0 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p id={noteId} className="mt-1 text-13 text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}

import { useId } from 'react'
import { classNames } from './class-names.ts'

/** On or off, at once. With `isLabelHidden` the label is only spoken, as in cells of a grid. */
export function Switch({
  label,
  hint,
  isOn,
  onChange,
  isDisabled = false,
  isLabelHidden = false,
  describedBy,
}: {
  label: string
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
  isLabelHidden?: boolean
  /** The id of words beside it that belong to it, instead of a hint. */
  describedBy?: string | undefined
}) {
  const hintId = useId()
  return (
    <label
      className={classNames(
        'flex min-h-11 items-center gap-3',
        isDisabled ? 'opacity-60' : 'cursor-pointer',
        isLabelHidden ? 'justify-center' : 'justify-between',
      )}
    >
      <span className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
        {hint && (
          <span id={hintId} className="block text-13 font-normal text-ink-soft">
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        aria-label={label}
        aria-describedby={hint ? hintId : describedBy}
        checked={isOn}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
        className={classNames(
          'h-7 w-12 shrink-0 cursor-[inherit] appearance-none rounded-full border border-line-strong bg-sunken p-0.5 transition-colors',
          'before:block before:size-5.5 before:rounded-full before:bg-line-strong before:transition-transform',
          'checked:border-accent checked:bg-accent checked:before:translate-x-5 rtl:checked:before:-translate-x-5 checked:before:bg-accent-ink',
        )}
      />
    </label>
  )
}

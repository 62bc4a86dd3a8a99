import { type SelectHTMLAttributes, useId } from 'react'
import { classNames } from './class-names.ts'

/** One of many, by the device's own list. The options are its children. */
export function SelectField({
  label,
  className,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { label: string }) {
  const id = useId()
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-13 font-medium text-ink-soft">
        {label}
      </label>
      <select
        {...rest}
        id={id}
        className="h-11 w-full rounded-control border border-line-strong bg-surface px-2 text-15 text-ink max-md:text-[16px]"
      />
    </div>
  )
}

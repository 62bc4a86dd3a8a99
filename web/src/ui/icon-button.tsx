import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A button that is only an icon: `label` is its name and its tooltip. */
export function IconButton({
  label,
  className,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        'relative inline-flex size-11 shrink-0 items-center justify-center rounded-full text-ink-soft transition-colors enabled:hover:bg-sunken enabled:hover:text-ink disabled:opacity-55',
        className,
      )}
    >
      {children}
    </button>
  )
}

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'

/** Classes of an icon button, for links that look like one. */
export const iconButtonClasses =
  'relative inline-flex size-11 shrink-0 items-center justify-center rounded-full text-ink-soft transition-colors not-disabled:hover:bg-sunken not-disabled:hover:text-ink disabled:opacity-55'

/** A button that is only an icon: `label` is its name and its tooltip. */
export function IconButton({
  label,
  className,
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  label: string
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(iconButtonClasses, className)}
    >
      {children}
    </button>
  )
}

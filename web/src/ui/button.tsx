import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'
type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  look?: Look
  size?: 'normal' | 'large'
  /** Shows a spinner and ignores presses; the width stays. */
  isBusy?: boolean
  icon?: ReactNode
}

const looks: Record<Look, string> = {
  primary: 'bg-accent text-accent-ink enabled:hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border border-line enabled:hover:bg-sunken',
  quiet: 'text-accent enabled:hover:bg-accent-soft',
  danger: 'text-bad border border-line bg-surface enabled:hover:bg-bad-soft',
}

/** Classes of a button, for links that look like one. */
export function buttonClasses(look: Look = 'primary', size: 'normal' | 'large' = 'normal'): string {
  return classNames(
    'relative inline-flex items-center justify-center gap-2 rounded-control font-semibold transition-colors select-none',
    'disabled:opacity-55 aria-disabled:opacity-55',
    size === 'large' ? 'min-h-13 px-6 text-17' : 'min-h-11 px-4 text-15',
    looks[look],
  )
}

export function Button({
  look,
  size,
  isBusy = false,
  icon,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      // aria-disabled keeps the focus where it is while the answer is awaited
      aria-disabled={isBusy || rest['aria-disabled'] || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClasses(look, size), className)}
    >
      <span className={classNames('inline-flex items-center gap-2', isBusy && 'opacity-0')}>
        {icon}
        {children}
      </span>
      {isBusy && <Spinner className="absolute" />}
    </button>
  )
}

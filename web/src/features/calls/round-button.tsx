import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { Spinner } from '../../ui/spinner.tsx'

const looks = {
  good: 'bg-good text-canvas',
  bad: 'bg-bad text-canvas',
  plain: 'border border-line bg-raised text-ink',
  /** Something is off. */
  off: 'bg-ink text-canvas',
} as const

/** A big round button of a call: `label` is its name; `caption` stands below it where there is room for words. */
export function RoundButton({
  label,
  caption,
  look = 'plain',
  isBusy = false,
  isSmall = false,
  children,
  onClick,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  label: string
  caption?: string
  look?: keyof typeof looks
  isBusy?: boolean
  isSmall?: boolean | undefined
  children: ReactNode
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      className={classNames(
        'group flex flex-col items-center gap-2 text-13 font-medium',
        caption ? 'min-w-18 rounded-control' : 'rounded-full',
      )}
    >
      <span
        className={classNames(
          'relative flex items-center justify-center rounded-full transition-transform group-active:scale-95',
          caption ? 'size-18' : isSmall ? 'size-11' : 'size-14',
          looks[look],
        )}
      >
        {isBusy ? <Spinner /> : children}
      </span>
      {caption && <span aria-hidden>{caption}</span>}
    </button>
  )
}

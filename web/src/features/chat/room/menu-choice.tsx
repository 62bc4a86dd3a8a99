import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'

/** One thing to do, as wide as its menu. */
export function MenuChoice({
  icon,
  isBad = false,
  isBusy = false,
  onPress,
  children,
}: {
  icon: ReactNode
  isBad?: boolean
  isBusy?: boolean
  onPress: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-disabled={isBusy || undefined}
      className={classNames('choice-row', isBad && 'text-bad', isBusy && 'opacity-60')}
      onClick={isBusy ? undefined : onPress}
    >
      <span className={isBad ? undefined : 'text-ink-soft'}>{icon}</span>
      {children}
    </button>
  )
}

import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { isRightToLeft } from '../lib/locale.ts'
import { useMedia } from '../lib/use-media.ts'
import { classNames } from './class-names.ts'

/**
 * What one can do with something: beside its button on a wide screen, from the bottom edge on a phone.
 * Arrow keys go round its items, which have the role menuitem or one of its kinds.
 */
export function Menu({
  label,
  anchor,
  onClose,
  className,
  children,
}: {
  label: string
  anchor: HTMLElement
  onClose: () => void
  className?: string
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const isSheet = useMedia('(max-width: 639px)')

  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    dialog?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    // only a dialog that is closed gives the focus back; one that is taken away does not
    return () => dialog?.close()
  }, [])

  // after every change: what is in it decides how tall it is
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog || isSheet) return
    const { top, bottom, left, right } = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = dialog
    const below = bottom + 4 + height <= window.innerHeight - 8
    dialog.style.top = `${Math.max(8, below ? bottom + 4 : Math.min(top - 4 - height, window.innerHeight - 8 - height))}px`
    // along the edge where the line begins, or the other one where there is no room
    const [wanted, other] = isRightToLeft ? [right - width, left] : [left, right - width]
    const fits = wanted >= 8 && wanted + width + 8 <= window.innerWidth
    dialog.style.left = `${Math.max(8, fits ? wanted : other)}px`
  })

  function onKeyDown(event: KeyboardEvent) {
    const on = isRightToLeft ? -1 : 1
    const steps: Record<string, number> = { ArrowDown: 1, ArrowRight: on, ArrowUp: -1, ArrowLeft: -on }
    const items = [...(ref.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    const step = steps[event.key]
    const ends: Record<string, number> = { Home: 0, End: items.length - 1 }
    const to = step ? (at + step + items.length) % items.length : ends[event.key]
    if (to === undefined) return
    event.preventDefault()
    items[to]?.focus()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the press outside is a shortcut; Escape does the same
    <dialog
      ref={ref}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
      className={classNames(
        'fixed m-0 max-w-none overflow-y-auto border border-line bg-raised text-ink shadow-float',
        isSheet
          ? 'inset-x-0 top-auto bottom-0 max-h-[80dvh] w-full rounded-t-card pb-[env(safe-area-inset-bottom)] backdrop:bg-scrim motion-safe:animate-[rise_180ms_var(--ease-out)]'
          : classNames('max-h-[calc(100dvh-16px)] rounded-card backdrop:bg-transparent', className),
      )}
    >
      <div role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown} className="p-2">
        {children}
      </div>
    </dialog>
  )
}

/** One thing to do, in a Menu. */
export function MenuItem({
  icon,
  isBad = false,
  onChoose,
  children,
}: {
  icon: ReactNode
  isBad?: boolean
  onChoose: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      role="menuitem"
      onClick={onChoose}
      className={classNames(
        'flex min-h-11 w-full items-center gap-3 rounded-control px-3 text-start text-15 hover:bg-sunken',
        isBad && 'text-bad',
      )}
    >
      {icon}
      {children}
    </button>
  )
}

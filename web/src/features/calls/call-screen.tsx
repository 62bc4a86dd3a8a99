import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { classNames } from '../../ui/class-names.ts'

/**
 * A call in front of every page and every dialog. The browser's own dialog keeps the focus inside and gives it back; Escape neither
 * answers nor ends anything. Nothing in it is focused by itself: who types when it rings must not accept by it.
 */
export function CallScreen({
  label,
  isDark = false,
  children,
}: {
  label: string
  /** Around a picture: dark in every mode. */
  isDark?: boolean
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    dialog?.focus()
    return () => dialog?.close()
  }, [])
  const keepOpen = (event: KeyboardEvent) => {
    if (event.key === 'Escape') event.preventDefault()
  }
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={keepOpen}
      onCancel={(event) => event.preventDefault()}
      className={classNames(
        'fixed inset-0 m-0 flex h-dvh max-h-none w-full max-w-none flex-col overflow-hidden bg-canvas text-ink outline-none motion-safe:animate-[rise_180ms_var(--ease-out)]',
        isDark && 'map-dark scheme-dark',
      )}
    >
      {children}
    </dialog>
  )
}

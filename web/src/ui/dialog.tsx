import { X } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { uiWords } from './words.ts'

/**
 * A modal over the page. The browser's own dialog traps the focus, closes on Escape and gives the focus back.
 * `sheet` rises from the bottom edge on a phone and stands centred on a wide screen; `full` fills the phone.
 */
export function Dialog({
  title,
  onClose,
  kind = 'sheet',
  children,
  actions,
}: {
  title: string
  onClose: () => void
  kind?: 'sheet' | 'full'
  children: ReactNode
  actions?: ReactNode
}) {
  const words = uiWords.use()
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    // only a dialog that is closed gives the focus back; one that is taken away does not
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the press on the backdrop is a shortcut; Escape and Close do the same
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
      className={classNames(
        'fixed m-0 mx-auto flex w-full max-w-none flex-col overflow-hidden bg-raised shadow-float backdrop:bg-scrim motion-safe:animate-[rise_180ms_var(--ease-out)]',
        'sm:inset-y-0 sm:my-auto sm:h-fit sm:max-h-[min(720px,90dvh)] sm:max-w-lg sm:rounded-card',
        kind === 'full'
          ? 'inset-0 h-dvh max-h-none'
          : 'inset-x-0 top-auto bottom-0 max-h-[92dvh] rounded-t-card',
      )}
    >
      <header className="flex items-center justify-between gap-2 ps-5 pe-2 pt-2">
        <h2 id={titleId} className="text-17">
          {title}
        </h2>
        <IconButton label={words.close} onClick={onClose}>
          <X size={20} aria-hidden />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5">{children}</div>
      {actions && (
        <footer className="flex flex-col-reverse gap-2 border-t border-line p-4 pb-[max(1rem,env(safe-area-inset-bottom))] sm:flex-row sm:justify-end">
          {actions}
        </footer>
      )}
    </dialog>
  )
}

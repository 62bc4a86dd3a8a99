import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'

/**
 * A panel that hangs below the button in `anchor`, closed by Escape or a press outside.
 * The caller keeps `isOpen`, and sets aria-expanded and aria-haspopup="dialog" on the button.
 */
export function Popover({
  label,
  anchor,
  isOpen,
  onClose,
  className,
  children,
}: {
  label: string
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onClose: () => void
  className?: string
  children: ReactNode
}) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const panel = ref.current
    panel?.focus()
    const onPress = (event: PointerEvent) => {
      const target = event.target as Element
      // a message that rose from this panel, such as "Archived, Undo", is answered without losing the panel
      if (target.closest('[data-keeps-open]')) return
      if (!panel?.contains(target) && !anchor.current?.contains(target)) onClose()
    }
    const onKey = (event: KeyboardEvent) => {
      // a dialog above the panel takes the key for itself
      if (event.key !== 'Escape' || panel?.querySelector('dialog[open]')) return
      event.stopPropagation()
      onClose()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [isOpen, onClose, anchor])
  if (!isOpen) return null
  return (
    <div
      ref={ref}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={classNames(
        'absolute end-0 top-full z-50 mt-2 max-w-[calc(100vw-24px)] overflow-hidden rounded-card border border-line bg-raised shadow-float focus-visible:outline-none motion-safe:animate-[rise_140ms_var(--ease-out)]',
        className,
      )}
    >
      {children}
    </div>
  )
}

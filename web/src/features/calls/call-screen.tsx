import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { classNames } from '../../ui/class-names.ts'

/**
 * A call in front of every page and every dialog. The browser's own dialog keeps the focus inside and gives it back; Escape neither
 * answers nor ends anything. Nothing in it is focused by itself: who types when it rings must not accept by it. `isSmall`: in a corner
 * of the page, which may be used below it; one is back where one was.
 */
export function CallScreen({
  label,
  isDark = false,
  isSmall = false,
  onEscape,
  children,
}: {
  label: string
  /** Around a picture: dark in every mode. */
  isDark?: boolean
  isSmall?: boolean
  onEscape?: () => void
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  // what one was at on the page below
  const below = useRef<Element | null>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const leftFor = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Element && !dialog.contains(relatedTarget)) below.current = relatedTarget
    }
    if (isSmall) {
      // show() would take the focus
      dialog.open = true
      const back = below.current?.isConnected ? below.current : dialog.querySelector('button')
      if (back instanceof HTMLElement) back.focus()
      dialog.addEventListener('focusin', leftFor)
    } else {
      if (document.activeElement !== document.body) below.current = document.activeElement
      dialog.showModal()
      dialog.focus()
    }
    return () => {
      dialog.removeEventListener('focusin', leftFor)
      dialog.close()
    }
  }, [isSmall])
  const keepOpen = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isSmall) return
    event.preventDefault()
    onEscape?.()
  }
  return (
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={keepOpen}
      onCancel={(event) => {
        event.preventDefault()
        onEscape?.()
      }}
      className={classNames(
        'fixed m-0 flex max-h-none max-w-none flex-col overflow-hidden bg-canvas text-ink outline-none motion-safe:animate-[rise_180ms_var(--ease-out)]',
        isSmall
          ? // below a page's head and far from what is newest and what one writes in, also where a keyboard leaves little room
            'start-auto end-[max(0.75rem,env(safe-area-inset-left),env(safe-area-inset-right))] top-[max(env(safe-area-inset-top),min(9rem,100dvh-20rem))] bottom-auto z-40 w-36 rounded-card border border-line shadow-float sm:w-56'
          : 'inset-0 h-dvh w-full',
        isDark && 'map-dark scheme-dark',
      )}
    >
      {children}
    </dialog>
  )
}

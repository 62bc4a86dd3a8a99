import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { IconButton } from './icon-button.tsx'
import { uiWords } from './words.ts'

type Toast = { id: number; text: string; action?: { label: string; onPress: () => void } }

let toasts: readonly Toast[] = []
let nextId = 1
const watchers = new Set<() => void>()

function change(next: readonly Toast[]) {
  toasts = next
  for (const watch of watchers) watch()
}

const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id))

/** Says something for five seconds, with at most one action such as Undo. Returns its own closing. */
export function showToast(text: string, action?: Toast['action']): () => void {
  const toast = { id: nextId++, text, ...(action && { action }) }
  change([...toasts.slice(-2), toast])
  const timer = setTimeout(dismiss, 5000, toast.id)
  return () => {
    clearTimeout(timer)
    dismiss(toast.id)
  }
}

function watchToasts(watch: () => void) {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

/** Where toasts appear; once, in the shell. */
export function ToastRegion() {
  const words = uiWords.use()
  const shown = useSyncExternalStore(watchToasts, () => toasts)
  return (
    <section
      aria-label={words.toasts}
      aria-live="polite"
      data-keeps-open
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))]"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex min-h-12 w-full max-w-md items-center gap-2 rounded-control bg-ink ps-4 text-canvas shadow-float motion-safe:animate-[rise_160ms_var(--ease-out)]"
        >
          <p dir="auto" className="flex-1 py-2 text-start text-15">
            {toast.text}
          </p>
          {toast.action && (
            <button
              type="button"
              className="min-h-11 rounded-control px-3 font-semibold underline underline-offset-4"
              onClick={() => {
                dismiss(toast.id)
                toast.action?.onPress()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton
            label={words.dismiss}
            className="text-canvas enabled:hover:bg-transparent enabled:hover:text-canvas"
            onClick={() => dismiss(toast.id)}
          >
            <X size={20} aria-hidden />
          </IconButton>
        </div>
      ))}
    </section>
  )
}

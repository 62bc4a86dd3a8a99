import { Bell as BellIcon } from 'lucide-react'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { CountBadge } from '../../ui/badge.tsx'
import { Popover } from '../../ui/popover.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { bellLabel } from './notification.ts'
import { useUnreadCount } from './notifications-query.ts'
import { inboxWords } from './words/inbox.ts'

const BellPanel = lazy(() => import('./bell-panel.tsx').then((module) => ({ default: module.BellPanel })))

/** The bell with the exact number of unread notifications, and the panel that hangs below it. */
export function Bell() {
  const words = inboxWords.use()
  const unread = useUnreadCount()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    // on a phone the panel spans the page, so the page's header is what it hangs from
    <div className="sm:relative">
      <button
        ref={button}
        type="button"
        aria-label={bellLabel(unread)}
        title={words.title}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="relative inline-flex size-11 items-center justify-center rounded-full text-ink-soft transition-colors hover:bg-sunken hover:text-ink"
      >
        <BellIcon size={20} aria-hidden />
        <CountBadge count={unread} className="absolute start-6 -top-0.5 ring-2 ring-surface" />
      </button>
      <Popover
        label={words.title}
        anchor={button}
        isOpen={isOpen}
        onClose={close}
        className="max-sm:fixed max-sm:inset-x-3 max-sm:top-16 max-sm:mt-0 sm:w-104"
      >
        <Suspense fallback={<ListSkeleton />}>
          <BellPanel onClose={close} />
        </Suspense>
      </Popover>
    </div>
  )
}

import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const row =
  'flex min-h-12 w-full cursor-pointer items-center gap-3 px-4 font-medium hover:bg-sunken focus-visible:-outline-offset-2'

const sign = 'shrink-0 text-ink-faint'

/** Ways on from here, one below the other in one card. */
export function Rows({ children }: { children: ReactNode }) {
  return (
    <div className="divide-y divide-line overflow-hidden rounded-card border border-line empty:hidden">
      {children}
    </div>
  )
}

/** A row that leads to a page of its own. */
export function LinkRow({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Link to={to} className={row}>
      <span className="text-ink-soft">{icon}</span>
      <span className="min-w-0 flex-1">{children}</span>
      <span className={sign}>
        <ChevronRight size={20} aria-hidden className="rtl:-scale-x-100" />
      </span>
    </Link>
  )
}

/** A row that opens in its place. */
export function OpenRow({
  title,
  icon,
  isOpen = false,
  children,
}: {
  title: ReactNode
  icon: ReactNode
  isOpen?: boolean
  children: ReactNode
}) {
  return (
    <details open={isOpen} className="group">
      <summary className={`${row} list-none [&::-webkit-details-marker]:hidden`}>
        <span className="text-ink-soft">{icon}</span>
        <span className="min-w-0 flex-1">{title}</span>
        <ChevronDown size={20} aria-hidden className="fold-mark" />
      </summary>
      <div className="border-t border-line px-4">{children}</div>
    </details>
  )
}

import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { classNames } from './class-names.ts'
import { iconButtonClasses } from './icon-button.tsx'

const widths = { narrow: 'max-w-2xl', wide: 'max-w-5xl' }

/** A page that scrolls by itself, in a column in the middle of the screen. */
export function Page({ width = 'narrow', children }: { width?: keyof typeof widths; children: ReactNode }) {
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <div
        className={classNames('mx-auto flex w-full flex-col gap-4 px-4 pt-3 pb-10 sm:pt-6', widths[width])}
      >
        {children}
      </div>
    </div>
  )
}

/** The way back, the page's name, and what can be done with the whole of it; all on one line while they fit. */
export function PageHeader({
  back,
  title,
  children,
}: {
  back: { to: string; label: string }
  title: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="-ms-3 flex min-w-0 items-start gap-1">
        <Link to={back.to} aria-label={back.label} title={back.label} className={iconButtonClasses}>
          <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </Link>
        <h1 dir="auto" className="min-w-0 py-2 text-20 wrap-anywhere sm:py-1.75 sm:text-24">
          {title}
        </h1>
      </div>
      {children}
    </header>
  )
}

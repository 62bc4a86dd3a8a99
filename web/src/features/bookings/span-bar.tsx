import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'

/** Which day or week is shown, and the way to those around it. */
export function SpanBar({
  title,
  earlier,
  later,
  back,
  isNow,
  onStep,
  children,
}: {
  title: string
  earlier: string
  later: string
  /** Names the way back to now. */
  back: string
  isNow: boolean
  onStep: (step: -1 | 0 | 1) => void
  children?: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="-ms-3 flex items-center">
        <IconButton label={earlier} onClick={() => onStep(-1)}>
          <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        <IconButton label={later} onClick={() => onStep(1)}>
          <ChevronRight size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        <h2 aria-live="polite" className="ps-1 text-17">
          {title}
        </h2>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {children}
        {!isNow && (
          <Button look="secondary" onClick={() => onStep(0)}>
            {back}
          </Button>
        )}
      </div>
    </div>
  )
}

import { Maximize2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { callsWords } from './words.ts'

/** What stands on a call that was made small: the picture is the way back, and below it what one needs at once. */
export function CallTile({
  name,
  says,
  time,
  controls,
  children,
  onBack,
}: {
  name: string
  /** How it stands, where there is something to say. */
  says: string | false
  time: ReactNode
  controls: ReactNode
  /** In place of a picture. */
  children: ReactNode
  onBack: () => void
}) {
  const run = callsWords.use().running
  return (
    <>
      <button
        type="button"
        aria-label={run.back(name)}
        title={run.back(name)}
        onClick={onBack}
        className="relative flex h-36 w-full items-center justify-center -outline-offset-4"
      >
        {children}
        <span className="absolute end-2 bottom-2 rounded-full bg-raised p-1.5" aria-hidden>
          <Maximize2 size={16} />
        </span>
      </button>
      <div className="pointer-events-none absolute start-2 top-2">{time}</div>
      <p role="status" className="px-2 pt-1 text-center text-12 text-pretty text-ink-soft empty:hidden">
        {says}
      </p>
      <div className="flex items-center justify-center gap-4 p-2">{controls}</div>
    </>
  )
}

import { ArrowDown } from 'lucide-react'

/** The way to the newest message, with how many wait there. */
export function EndPill({ newCount, onEnd }: { newCount: number; onEnd: () => void }) {
  return (
    <button
      type="button"
      onClick={onEnd}
      aria-label={newCount > 0 ? `${newCount} new, go to the newest` : 'Go to the newest'}
      className="absolute inset-x-0 bottom-3 mx-auto flex min-h-11 w-fit min-w-11 items-center justify-center gap-1.5 rounded-full border border-line bg-raised px-3.5 text-13 font-semibold text-ink shadow-float motion-safe:animate-[appear_150ms_var(--ease-out)]"
    >
      <ArrowDown size={16} aria-hidden />
      {newCount > 0 && `${newCount} new`}
    </button>
  )
}

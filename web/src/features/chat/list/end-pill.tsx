import { ArrowDown } from 'lucide-react'
import { listWords } from './words.ts'

/** The way to the newest message, with how many wait there. */
export function EndPill({ newCount, onEnd }: { newCount: number; onEnd: () => void }) {
  const words = listWords.use()
  return (
    <button
      type="button"
      onClick={onEnd}
      aria-label={newCount > 0 ? words.toEndWithNew(newCount) : words.toEnd}
      className="absolute inset-x-0 bottom-3 mx-auto flex min-h-11 w-fit min-w-11 items-center justify-center gap-1.5 rounded-full border border-line bg-raised px-3.5 text-13 font-semibold text-ink shadow-float motion-safe:animate-[appear_150ms_var(--ease-out)]"
    >
      <ArrowDown size={16} aria-hidden />
      {newCount > 0 && words.newCount(newCount)}
    </button>
  )
}

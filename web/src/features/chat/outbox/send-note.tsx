import { HardDrive, TriangleAlert } from 'lucide-react'
import { readingWords } from '../reading/words.ts'
import { type OutboxItem, troubledAttempts } from './outbox-queue.ts'
import { refusalText } from './refusal.ts'

/** Below a bubble that did not go out, or that only this page holds: why, and what the author can do. Else nothing. */
export function SendNote({
  item,
  onRetry,
  onDelete,
}: {
  item: OutboxItem
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const words = readingWords.use()
  const isFailing = item.refusal !== null || item.attempts >= troubledAttempts
  if (!isFailing && !item.is_page_only) return null
  if (!isFailing)
    return (
      <p role="status" className="flex items-center justify-end gap-1.5 text-13 text-ink-soft">
        <HardDrive size={16} aria-hidden className="shrink-0" />
        {words.onlyThisPage}
      </p>
    )
  const button = 'min-h-11 px-2 font-semibold underline underline-offset-4 -my-2'
  return (
    <div role="alert" className="flex flex-wrap items-center justify-end gap-x-1 text-13 text-bad">
      <TriangleAlert size={16} aria-hidden className="shrink-0" />
      <span>
        {item.refusal ? words.notSent(refusalText(item.refusal)) : words.notSentYet}
        {item.is_page_only && ` ${words.onlyThisPage}`}
      </span>
      <span className="whitespace-nowrap">
        <button type="button" className={button} onClick={() => onRetry(item)}>
          {words.retry}
        </button>
        <button type="button" className={button} onClick={() => onDelete(item)}>
          {words.remove}
        </button>
      </span>
    </div>
  )
}

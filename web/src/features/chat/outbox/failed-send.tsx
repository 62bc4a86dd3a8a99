import { TriangleAlert } from 'lucide-react'
import type { OutboxItem } from './outbox-queue.ts'

/** Below a bubble that did not go out: why, and what the author can do. */
export function FailedSend({
  item,
  onRetry,
  onDelete,
}: {
  item: OutboxItem
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const button = 'min-h-11 px-2 font-semibold underline underline-offset-4 -my-2'
  return (
    <div role="alert" className="flex flex-wrap items-center justify-end gap-x-1 text-13 text-bad">
      <TriangleAlert size={16} aria-hidden className="shrink-0" />
      <span>{item.refusal ? `Not sent. ${item.refusal.message}` : 'Not sent yet. We keep trying.'}</span>
      <span className="whitespace-nowrap">
        <button type="button" className={button} onClick={() => onRetry(item)}>
          Retry
        </button>
        <button type="button" className={button} onClick={() => onDelete(item)}>
          Delete
        </button>
      </span>
    </div>
  )
}

import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { inboxWords } from './words/inbox.ts'

/** Rows to come, in their final shape. */
export function ListSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <Waiting label={inboxWords.use().loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
        <div key={row} className="flex items-start gap-3 px-4 py-3">
          <Skeleton className="size-10 rounded-full" />
          <div className="flex flex-1 flex-col gap-2 pt-1">
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-3 w-full" />
            <Skeleton className="h-3 w-16" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

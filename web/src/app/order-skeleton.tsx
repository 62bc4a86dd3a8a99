import { Skeleton, Waiting } from '../ui/skeleton.tsx'
import { EmptyState } from '../ui/states.tsx'
import { appWords } from './words.ts'

/** The order page's shape while it loads; offline it says why nothing comes. */
export function OrderSkeleton({ isPaused }: { isPaused: boolean }) {
  const words = appWords.use().order
  if (isPaused) return <EmptyState title={words.loadsWhenOnline} />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Waiting label={words.loading}>
        <div className="flex h-dvh max-h-full flex-col">
          <Skeleton className="min-h-40 flex-1 rounded-[0]" />
          <div className="flex flex-col gap-3 p-5">
            <Skeleton className="h-7 w-48" />
            <Skeleton className="h-5 w-64" />
            <Skeleton className="h-12 w-full" />
            <Skeleton className="h-11 w-full" />
          </div>
        </div>
      </Waiting>
    </div>
  )
}

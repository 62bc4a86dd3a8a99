import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { roomWords } from './words.ts'

/** Bubbles to come, at the end where they will stand. */
export function RoomSkeleton() {
  const words = roomWords.use()
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden px-4 py-3">
      <Waiting label={words.loading}>
        <div className="flex flex-col gap-3">
          <Skeleton className="h-10 w-3/5 rounded-[18px]" />
          <Skeleton className="h-16 w-2/3 rounded-[18px]" />
          <Skeleton className="h-10 w-1/2 self-end rounded-[18px]" />
          <Skeleton className="h-10 w-2/5 rounded-[18px]" />
        </div>
      </Waiting>
    </div>
  )
}

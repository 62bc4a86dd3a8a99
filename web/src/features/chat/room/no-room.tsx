import { DoorOpen } from 'lucide-react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useProfile } from '../../../lib/session.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { useDeparture } from './departures.ts'
import type { Place } from './place.ts'
import { useJoinRoom } from './room-calls.ts'
import { RoomSkeleton } from './room-skeleton.tsx'
import { roomWords } from './words.ts'

/** In the place of a room one is not in: why, and for staff the way in. */
export function NoRoom({ place }: { place: Place }) {
  const words = roomWords.use()
  const isOnline = useOnline()
  const { data: profile } = useProfile()
  const { data: departure, error, isPending, refetch } = useDeparture(place, true)
  const join = useJoinRoom()
  if (departure === undefined && isPending && isOnline && !error) return <RoomSkeleton />
  if (departure === undefined && error)
    return <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
  const isStaff = profile?.role === 'staff'
  return (
    <div role="status" className="flex flex-1 flex-col justify-center">
      <EmptyState
        icon={<DoorOpen size={20} aria-hidden />}
        title={departure ? words.left[departure.reason] : place.orderId ? words.notIn : words.notThere}
        action={
          <div className="flex flex-col items-center gap-3">
            {departure?.note && (
              <p dir="auto" className="max-w-80 text-13 wrap-anywhere text-ink-soft">
                {words.leftNote(departure.note)}
              </p>
            )}
            {isStaff && (
              <Button look="secondary" isBusy={join.isPending} onClick={() => join.mutate(place)}>
                {words.join}
              </Button>
            )}
            {join.error && (
              <p role="alert" className="text-13 text-bad">
                {sentenceFor(join.error)}
              </p>
            )}
          </div>
        }
      />
    </div>
  )
}

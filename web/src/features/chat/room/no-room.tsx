import { DoorOpen } from 'lucide-react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useProfile } from '../../../lib/session.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { useDeparture } from './departures.ts'
import type { Place } from './place.ts'
import type { Departure } from './room.ts'
import { useJoinRoom } from './room-calls.ts'
import { RoomSkeleton } from './room-skeleton.tsx'

const departureWords: Record<Departure['reason'], string> = {
  removed: 'You were removed from this conversation.',
  left: 'You left this conversation.',
  reassigned: 'Somebody else took over this order, and its conversation.',
}

/** In the place of a room one is not in: why, and for staff the way in. */
export function NoRoom({ place }: { place: Place }) {
  const isOnline = useOnline()
  const { data: profile } = useProfile()
  const { data: departure, error, isPending, refetch } = useDeparture(place, true)
  const join = useJoinRoom()
  if (departure === undefined && isPending && isOnline && !error) return <RoomSkeleton />
  if (departure === undefined && error)
    return (
      <ErrorState
        title="The conversation did not load."
        detail={sentenceFor(error)}
        onRetry={() => void refetch()}
      />
    )
  const isStaff = profile?.role === 'staff'
  return (
    <div role="status" className="flex flex-1 flex-col justify-center">
      <EmptyState
        icon={<DoorOpen size={20} aria-hidden />}
        title={
          departure
            ? departureWords[departure.reason]
            : place.orderId
              ? 'You are not in the conversation of this order.'
              : 'This conversation is not there, or not yours to see.'
        }
        action={
          <div className="flex flex-col items-center gap-3">
            {departure?.note && (
              <p dir="auto" className="max-w-80 text-13 wrap-anywhere text-ink-soft">
                “{departure.note}”
              </p>
            )}
            {isStaff && (
              <Button look="secondary" isBusy={join.isPending} onClick={() => join.mutate(place)}>
                Join the conversation
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

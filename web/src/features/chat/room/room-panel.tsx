import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { NoRoom } from './no-room.tsx'
import { OpenRoom, type PanelProps } from './open-room.tsx'
import { type Place, useRoomAt } from './place.ts'
import { RoomHeader } from './room-header.tsx'
import { RoomSkeleton } from './room-skeleton.tsx'

/** A conversation, by its own id or as that of an order: fills its parent's height. */
export function RoomPanel({ onBack, onOpenRoom, slots, ...place }: PanelProps & Place) {
  const { data: room, error, refetch, isPending } = useRoomAt(place)
  const isOnline = useOnline()
  if (room)
    return <OpenRoom key={room.room_id} room={room} onBack={onBack} onOpenRoom={onOpenRoom} slots={slots} />
  return (
    <section aria-label="Chat" className="flex h-full min-h-0 flex-col bg-canvas">
      <RoomHeader title="Chat" others={[]} onBack={onBack} />
      {isPending && isOnline && !error && <RoomSkeleton />}
      {isPending && !isOnline && <EmptyState title="No network. The conversation loads when it is back." />}
      {isOnline && error && (
        <ErrorState
          title="The conversation did not load."
          detail={sentenceFor(error)}
          onRetry={() => refetch()}
        />
      )}
      {room === null && <NoRoom place={place} />}
    </section>
  )
}

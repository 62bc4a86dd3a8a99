import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { NoRoom } from './no-room.tsx'
import { OpenRoom, type PanelProps } from './open-room.tsx'
import { type Place, useRoomAt } from './place.ts'
import { RoomHeader } from './room-header.tsx'
import { RoomSkeleton } from './room-skeleton.tsx'
import { roomWords } from './words.ts'

/** A conversation, by its own id or as that of an order: fills its parent's height. */
export function RoomPanel({ onBack, onOpenRoom, slots, ...place }: PanelProps & Place) {
  const words = roomWords.use()
  const { data: room, error, refetch, isPending } = useRoomAt(place)
  const isOnline = useOnline()
  if (room)
    return <OpenRoom key={room.room_id} room={room} onBack={onBack} onOpenRoom={onOpenRoom} slots={slots} />
  return (
    <section aria-label={words.chat} className="flex h-full min-h-0 flex-col bg-canvas">
      <RoomHeader title={words.chat} others={[]} onBack={onBack} />
      {isPending && isOnline && !error && <RoomSkeleton />}
      {isPending && !isOnline && <EmptyState title={words.offline} />}
      {isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {room === null && <NoRoom place={place} />}
    </section>
  )
}

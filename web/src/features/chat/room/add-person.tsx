import { showToast } from '../../../ui/toast.tsx'
import { PeopleSearch } from './people-search.tsx'
import type { Room } from './room.ts'
import { useAddMember } from './room-calls.ts'
import { roomWords } from './words.ts'

/** For staff: finds somebody by name and lets them in. */
export function AddPerson({ room, onAdded }: { room: Room; onAdded: () => void }) {
  const add = useAddMember()
  return (
    <PeopleSearch
      only={room.kind === 'staff' ? 'staff' : null}
      without={new Set(room.members.map(({ user_id }) => user_id))}
      isBusy={add.isPending}
      failure={add.error}
      onChoose={({ id, name }) =>
        add.mutate(
          { roomId: room.room_id, userId: id },
          {
            onSuccess: () => {
              showToast(roomWords.now().added(name))
              onAdded()
            },
          },
        )
      }
    />
  )
}

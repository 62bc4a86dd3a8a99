import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useMyId } from '../../../lib/session.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { AddPerson } from './add-person.tsx'
import { PersonActions } from './person-actions.tsx'
import { PersonRow } from './person-row.tsx'
import { isStaffPart, type Room } from './room.ts'
import { roomWords } from './words.ts'

/** Who is in a room, and what may be done with each of them. */
export function PeopleSheet({
  room,
  presentIds,
  onOpenRoom,
  onClose,
}: {
  room: Room
  presentIds: ReadonlySet<string>
  /** Where "Message" leads; without it there is no such action. */
  onOpenRoom?: ((roomId: string) => void) | undefined
  onClose: () => void
}) {
  const words = roomWords.use()
  const me = useMyId()
  const [openId, setOpenId] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  const mayAdd = isStaffPart(room.my_role) && room.kind !== 'direct' && room.status === 'open'
  return (
    <Dialog
      title={isAdding ? words.add : words.peopleTitle}
      onClose={onClose}
      actions={
        isAdding ? (
          <Button look="secondary" onClick={() => setAdding(false)}>
            {words.backToPeople}
          </Button>
        ) : (
          mayAdd && (
            <Button
              look="secondary"
              icon={<UserPlus size={20} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {words.add}
            </Button>
          )
        )
      }
    >
      {isAdding ? (
        <AddPerson room={room} onAdded={() => setAdding(false)} />
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {room.members.map((member) => {
            const isOpen = openId === member.user_id
            return (
              <li key={member.user_id} className="py-1">
                <PersonRow
                  member={member}
                  isMe={member.user_id === me}
                  isHere={presentIds.has(member.user_id)}
                  isOpen={isOpen}
                  onToggle={() => setOpenId(isOpen ? null : member.user_id)}
                />
                {isOpen && (
                  <PersonActions
                    room={room}
                    member={member}
                    onOpenRoom={onOpenRoom}
                    onDone={() => setOpenId(null)}
                  />
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Dialog>
  )
}

import { Ban, MessageCircle, MicOff, UserMinus, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { dayMs, hourMs } from '../../../lib/time.ts'
import { useBlock, useBlockedIds } from './blocks.ts'
import { MenuChoice } from './menu-choice.tsx'
import { RemovePerson } from './remove-person.tsx'
import { isAhead, isStaffPart, type Member, type Room } from './room.ts'
import { useDirectRoom, useMuteMember } from './room-calls.ts'

const muteTimes = [
  { label: 'Mute for 1 hour', ms: hourMs },
  { label: 'Mute for a day', ms: dayMs },
]

/** What the caller may do with somebody in a room. */
export function PersonActions({
  room,
  member,
  onOpenRoom,
  onDone,
}: {
  room: Room
  member: Member
  onOpenRoom?: ((roomId: string) => void) | undefined
  onDone: () => void
}) {
  const { room_id: roomId, kind } = room
  const { user_id: userId } = member
  const [isRemoving, setRemoving] = useState(false)
  const blocked = useBlockedIds()
  const block = useBlock()
  const mute = useMuteMember()
  const direct = useDirectRoom()
  const isStaff = isStaffPart(room.my_role)
  const isBlocked = blocked.has(userId)
  // of staff a block counts in a conversation of two alone
  const mayBlock = kind === 'direct' || !isStaffPart(member.role)
  const isMuted = isAhead(member.muted_until, Date.now())
  const mayMute = isStaff && kind !== 'direct' && !isStaffPart(member.role)
  const failure = block.error ?? mute.error ?? direct.error
  const isBusy = block.isPending || mute.isPending || direct.isPending
  const silence = (until: number) =>
    mute.mutate({ roomId, userId, until: new Date(until).toISOString() }, { onSuccess: onDone })

  if (isRemoving) return <RemovePerson room={room} member={member} onClose={() => setRemoving(false)} />
  return (
    <div className="flex flex-col gap-1 ps-11 pb-2">
      {kind !== 'direct' && onOpenRoom && (
        <MenuChoice
          icon={<MessageCircle size={20} aria-hidden />}
          isBusy={isBusy}
          onPress={() => direct.mutate(userId, { onSuccess: onOpenRoom })}
        >
          Message
        </MenuChoice>
      )}
      {mayMute && isMuted && (
        <MenuChoice icon={<Volume2 size={20} aria-hidden />} isBusy={isBusy} onPress={() => silence(0)}>
          Let them write again
        </MenuChoice>
      )}
      {mayMute &&
        !isMuted &&
        muteTimes.map(({ label, ms }) => (
          <MenuChoice
            key={label}
            icon={<MicOff size={20} aria-hidden />}
            isBusy={isBusy}
            onPress={() => silence(Date.now() + ms)}
          >
            {label}
          </MenuChoice>
        ))}
      {(mayBlock || isBlocked) && (
        <MenuChoice
          isBad={!isBlocked}
          icon={<Ban size={20} aria-hidden />}
          isBusy={isBusy}
          onPress={() => block.mutate({ userId, isBlocked: !isBlocked }, { onSuccess: onDone })}
        >
          {isBlocked ? 'Unblock' : 'Block'}
        </MenuChoice>
      )}
      {isStaff && kind !== 'direct' && (
        <MenuChoice isBad icon={<UserMinus size={20} aria-hidden />} onPress={() => setRemoving(true)}>
          Remove from the conversation
        </MenuChoice>
      )}
      {failure && (
        <p role="alert" className="px-2 text-13 text-bad">
          {sentenceFor(failure)}
        </p>
      )}
    </div>
  )
}

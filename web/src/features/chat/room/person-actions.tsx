import { Ban, MessageCircle, MicOff, UserMinus, Volume2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { dayMs, hourMs } from '../../../lib/time.ts'
import { useBlock, useBlockedIds } from './blocks.ts'
import { MenuChoice } from './menu-choice.tsx'
import { RemovePerson } from './remove-person.tsx'
import { isAhead, isStaffPart, type Member, type Room } from './room.ts'
import { useDirectRoom, useMuteMember } from './room-calls.ts'
import { roomWords } from './words.ts'

const muteTimes = [
  { label: 'muteForHour', ms: hourMs },
  { label: 'muteForDay', ms: dayMs },
] as const

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
  const words = roomWords.use()
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
          {words.message}
        </MenuChoice>
      )}
      {mayMute && isMuted && (
        <MenuChoice icon={<Volume2 size={20} aria-hidden />} isBusy={isBusy} onPress={() => silence(0)}>
          {words.unmute}
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
            {words[label]}
          </MenuChoice>
        ))}
      {(mayBlock || isBlocked) && (
        <MenuChoice
          isBad={!isBlocked}
          icon={<Ban size={20} aria-hidden />}
          isBusy={isBusy}
          onPress={() => block.mutate({ userId, isBlocked: !isBlocked }, { onSuccess: onDone })}
        >
          {isBlocked ? words.unblock : words.block}
        </MenuChoice>
      )}
      {isStaff && kind !== 'direct' && (
        <MenuChoice isBad icon={<UserMinus size={20} aria-hidden />} onPress={() => setRemoving(true)}>
          {words.remove}
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

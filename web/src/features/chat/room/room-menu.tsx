import { Archive, Bell, BellOff, DoorOpen, LockKeyhole, LockOpen, Search, Users } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { MenuChoice } from './menu-choice.tsx'
import { isStaffPart, type Room } from './room.ts'
import { type Move, useLeaveRoom, useMoveRoom, useSilence } from './room-calls.ts'
import { silenceChoices, silenceText } from './silence.ts'
import { roomWords } from './words.ts'

/** Everything that can be done with a room, by the part the caller plays in it. */
export function RoomMenu({
  room,
  onPeople,
  onSearch,
  onClose,
}: {
  room: Room
  onPeople: () => void
  onSearch: () => void
  onClose: () => void
}) {
  const words = roomWords.use()
  const [openedAt] = useState(Date.now)
  const silence = useSilence()
  const leave = useLeaveRoom()
  const move = useMoveRoom()
  const isStaff = isStaffPart(room.my_role)
  const mayLeave =
    room.kind !== 'direct' &&
    !(
      (room.kind === 'order' || room.kind === 'support') &&
      (room.my_role === 'customer' || room.my_role === 'partner')
    )
  const silent = silenceText(room, openedAt)
  const roomId = room.room_id
  const failure = silence.error ?? leave.error ?? move.error
  const isBusy = silence.isPending || leave.isPending || move.isPending

  const hush = (notify: Room['notify'], quietUntil: string | null, said: string) => () =>
    silence.mutate(
      { roomId, notify, quietUntil },
      {
        onSuccess: () => {
          showToast(said)
          onClose()
        },
      },
    )
  const go = (to: Move) => () =>
    move.mutate(
      { roomId, move: to },
      {
        onSuccess: () => {
          showToast(words.moved[to])
          onClose()
        },
      },
    )

  return (
    <Dialog title={words.conversation} onClose={onClose}>
      <div className="-mx-2 flex flex-col gap-1">
        <MenuChoice icon={<Users size={20} aria-hidden />} onPress={onPeople}>
          {words.people(room.members.length)}
        </MenuChoice>
        <MenuChoice icon={<Search size={20} aria-hidden />} onPress={onSearch}>
          {words.search}
        </MenuChoice>
        {room.status === 'open' && (
          <fieldset className="my-1 border-y border-line py-2">
            <legend className="sr-only">{words.silence}</legend>
            <p className="px-2 pt-1 text-13 text-ink-soft">{silent ?? words.silenceHint}</p>
            {silent ? (
              <MenuChoice
                icon={<Bell size={20} aria-hidden />}
                isBusy={isBusy}
                onPress={hush(room.notify === 'none' ? 'all' : room.notify, null, words.ringsAgain)}
              >
                {words.ringAgain}
              </MenuChoice>
            ) : (
              silenceChoices(room.notify, openedAt).map(({ label, notify, quietUntil }) => (
                <MenuChoice
                  key={label}
                  icon={<BellOff size={20} aria-hidden />}
                  isBusy={isBusy}
                  onPress={hush(notify, quietUntil, words.nothingRings)}
                >
                  {label}
                </MenuChoice>
              ))
            )}
          </fieldset>
        )}
        {isStaff && room.kind !== 'direct' && room.status === 'open' && (
          <MenuChoice icon={<LockKeyhole size={20} aria-hidden />} isBusy={isBusy} onPress={go('close')}>
            {words.close}
          </MenuChoice>
        )}
        {isStaff && room.kind !== 'direct' && room.status !== 'open' && (
          <MenuChoice icon={<LockOpen size={20} aria-hidden />} isBusy={isBusy} onPress={go('reopen')}>
            {words.reopen}
          </MenuChoice>
        )}
        {isStaff && room.kind !== 'direct' && room.status !== 'archived' && (
          <MenuChoice icon={<Archive size={20} aria-hidden />} isBusy={isBusy} onPress={go('archive')}>
            {words.archive}
          </MenuChoice>
        )}
        {mayLeave && (
          <MenuChoice
            isBad
            icon={<DoorOpen size={20} aria-hidden />}
            isBusy={isBusy}
            onPress={() => leave.mutate(roomId, { onSuccess: onClose })}
          >
            {words.leave}
          </MenuChoice>
        )}
      </div>
      {failure && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(failure)}
        </p>
      )}
    </Dialog>
  )
}

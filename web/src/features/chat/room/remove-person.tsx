import { type FormEvent, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toast.tsx'
import type { Member, Room } from './room.ts'
import { useRemoveMember } from './room-calls.ts'
import { roomWords } from './words.ts'

/** The check on room_members.left_note. */
const maxReason = 200

/** Asks why before somebody is put out; they are shown the answer. */
export function RemovePerson({ room, member, onClose }: { room: Room; member: Member; onClose: () => void }) {
  const words = roomWords.use()
  const [reason, setReason] = useState('')
  const remove = useRemoveMember()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (remove.isPending) return
    remove.mutate(
      { roomId: room.room_id, userId: member.user_id, reason },
      { onSuccess: () => showToast(words.removed(member.name)) },
    )
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 ps-11 pb-3">
      <TextField
        label={words.reason}
        hint={words.reasonHint(member.name)}
        value={reason}
        maxLength={maxReason}
        autoComplete="off"
        dir="auto"
        onChange={(event) => setReason(event.target.value)}
        error={remove.error ? sentenceFor(remove.error) : null}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" isBusy={remove.isPending}>
          {words.removeNow}
        </Button>
        <Button look="secondary" onClick={onClose}>
          {words.keep}
        </Button>
      </div>
    </form>
  )
}

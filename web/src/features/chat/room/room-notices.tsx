import type { ReactNode } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { timeText } from '../../../lib/time.ts'
import { Button } from '../../../ui/button.tsx'
import { useBlock } from './blocks.ts'
import { isStaffPart, type Member, type Room } from './room.ts'
import { useMoveRoom } from './room-calls.ts'
import { roomWords } from './words.ts'

/** What stands in the composer's place when one cannot write. */
function Notice({
  action,
  failure,
  children,
}: {
  action?: ReactNode
  failure?: unknown
  children: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-2 border-t border-line bg-surface px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-center text-13 text-ink-soft">
      <p role="status" className="text-pretty">
        {children}
      </p>
      {Boolean(failure) && (
        <p role="alert" className="text-bad">
          {sentenceFor(failure)}
        </p>
      )}
      {action}
    </div>
  )
}

/** The room takes no word any more; staff may open it again. */
export function ClosedNotice({ room }: { room: Room }) {
  const words = roomWords.use()
  const move = useMoveRoom()
  return (
    <Notice
      failure={move.error}
      action={
        isStaffPart(room.my_role) && (
          <Button
            look="secondary"
            isBusy={move.isPending}
            onClick={() => move.mutate({ roomId: room.room_id, move: 'reopen' })}
          >
            {words.openAgain}
          </Button>
        )
      }
    >
      {words.readOnly[room.status === 'archived' ? 'archived' : 'closed']}
    </Notice>
  )
}

export function MutedNotice({ until }: { until: string }) {
  return <Notice>{roomWords.use().muted(timeText(new Date(until)))}</Notice>
}

/** In a conversation of two, for who blocked the other; who is blocked is not told. */
export function BlockedNotice({ person }: { person: Pick<Member, 'user_id' | 'name'> }) {
  const words = roomWords.use()
  const block = useBlock()
  return (
    <Notice
      failure={block.error}
      action={
        <Button
          look="secondary"
          isBusy={block.isPending}
          onClick={() => block.mutate({ userId: person.user_id, isBlocked: false })}
        >
          {words.unblock}
        </Button>
      }
    >
      {words.youBlocked(person.name)}
    </Notice>
  )
}

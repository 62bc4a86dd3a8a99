import { useCallback, useEffect, useMemo, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useMyId } from '../../../lib/session.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { Composer } from '../composer/composer.tsx'
import { typeOfFiles } from '../files/message-file.ts'
import { linesOf, newerThan } from '../list/message-lines.ts'
import { MessageList } from '../list/message-list.tsx'
import { bubbleText } from '../list/order-words.ts'
import { lastSeq } from '../log/message-log.ts'
import { useMessages } from '../log/use-messages.ts'
import { useSend } from '../outbox/use-send.ts'
import { ownStateOf } from '../reading/own-state.ts'
import { useLive } from '../reading/use-live.ts'
import { useReading } from '../reading/use-marks.ts'
import type { Room } from './room.ts'
import { RoomHeader } from './room-header.tsx'
import { RoomSkeleton } from './room-skeleton.tsx'
import { useRoom } from './rooms-query.ts'

type PanelProps = { onBack?: (() => void) | undefined }

/** The conversation of an order: fills its parent's height. `onBack` shows a back button, for a phone. */
export function RoomPanel({ orderId, onBack }: PanelProps & { orderId: string }) {
  const { data: room, error, refetch, isPending } = useRoom(orderId)
  const isOnline = useOnline()
  if (room) return <OpenRoom key={room.room_id} room={room} onBack={onBack} />
  return (
    <section aria-label="Chat" className="flex h-full min-h-0 flex-col bg-canvas">
      <RoomHeader title="Chat" others={[]} typingNames={[]} isSomebodyHere={false} onBack={onBack} />
      {isPending && isOnline && !error && <RoomSkeleton />}
      {isPending && !isOnline && <EmptyState title="No network. The conversation loads when it is back." />}
      {isOnline && error && (
        <ErrorState
          title="The conversation did not load."
          detail={sentenceFor(error)}
          onRetry={() => refetch()}
        />
      )}
      {room === null && <EmptyState title="You are not in the conversation of this order." />}
    </section>
  )
}

function OpenRoom({ room, onBack }: PanelProps & { room: Room }) {
  const me = useMyId()
  const isOnline = useOnline()
  const others = useMemo(() => room.members.filter(({ user_id }) => user_id !== me), [room.members, me])
  const mine = room.members.find(({ user_id }) => user_id === me)
  const { log, isWaiting, failure, hasOlder, isLoadingOlder, olderFailure, retry, loadOlder } = useMessages(
    room.room_id,
  )
  const { items, send, retry: resend, remove } = useSend(room.room_id)
  const { typingIds, presentIds, sayTyping, heardFrom } = useLive(room)
  const last = lastSeq(log)

  // the divider stays where it was when the room was opened, until the person answers
  const [unreadAfter, setUnreadAfter] = useState(mine?.last_read_seq ?? null)
  const [isAtEnd, setAtEnd] = useState(false)
  const [seenSeq, setSeenSeq] = useState(mine?.last_read_seq ?? 0)
  if (isAtEnd && seenSeq < last) setSeenSeq(last)
  useReading(room.room_id, last, isAtEnd && log.isOpen, mine?.last_read_seq ?? 0)

  const newest = log.shown.at(-1)
  const newestSender = newest?.sender_id
  useEffect(() => {
    if (newestSender && last > 0) heardFrom(newestSender)
  }, [newestSender, last, heardFrom])

  const lines = useMemo(() => linesOf(log, items, me, unreadAfter), [log, items, me, unreadAfter])
  const nameOf = useMemo(() => new Map(others.map(({ user_id, name }) => [user_id, name])), [others])
  const namesOf = (ids: Iterable<string>) => [...ids].flatMap((id) => nameOf.get(id) ?? [])
  const onSend = useCallback(
    (text: string, files: readonly File[]) => {
      setUnreadAfter(null)
      void send({ body: text, type: typeOfFiles(files) }, files)
    },
    [send],
  )
  const saidBy = newestSender && newestSender !== me ? (nameOf.get(newestSender) ?? '') : null

  return (
    <section aria-label="Chat" className="flex h-full min-h-0 flex-col bg-canvas">
      <RoomHeader
        title={room.title ?? 'Chat'}
        others={others}
        typingNames={namesOf(typingIds)}
        isSomebodyHere={isOnline && others.some(({ user_id }) => presentIds.has(user_id))}
        onBack={onBack}
      />
      {isWaiting && <RoomSkeleton />}
      {!log.isOpen && Boolean(failure) && (
        <div className="flex-1">
          <ErrorState
            title="The messages did not load."
            detail={sentenceFor(failure)}
            onRetry={() => void retry()}
          />
        </div>
      )}
      {log.isOpen && (
        <MessageList
          lines={lines}
          names={others.length > 1 ? nameOf : null}
          ownState={ownStateOf(log, items, room.members, me, isOnline)}
          newCount={newerThan(log, seenSeq, me)}
          hasOlder={hasOlder}
          isLoadingOlder={isLoadingOlder}
          olderFailure={olderFailure}
          onOlder={loadOlder}
          onAtEnd={setAtEnd}
          onRetry={resend}
          onDelete={remove}
        />
      )}
      <p className="sr-only" aria-live="polite">
        {saidBy !== null && newest && `${saidBy}: ${bubbleText(newest.type, newest.body)}`}
      </p>
      {room.status === 'open' ? (
        <Composer roomId={room.room_id} onSend={onSend} onTyping={sayTyping} />
      ) : (
        <p className="border-t border-line bg-surface px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] text-center text-13 text-ink-soft">
          The order is closed, and so is this conversation. You can still read it.
        </p>
      )}
    </section>
  )
}

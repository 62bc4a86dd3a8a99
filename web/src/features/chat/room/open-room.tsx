import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { useMyId } from '../../../lib/session.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { type Aside, withAsides } from '../list/asides.ts'
import { linesOf, newerThan } from '../list/message-lines.ts'
import { MessageList } from '../list/message-list.tsx'
import { bubbleText } from '../list/order-words.ts'
import type { MessageContent } from '../log/message.ts'
import { lastSeq } from '../log/message-log.ts'
import { useEdges } from '../log/use-edges.ts'
import { useMessages } from '../log/use-messages.ts'
import { TalkProvider } from '../message-menu/talk-provider.tsx'
import { useJump } from '../message-menu/use-jump.ts'
import { useSend } from '../outbox/use-send.ts'
import { PinnedBar } from '../pins/pinned-bar.tsx'
import { ownStateOf } from '../reading/own-state.ts'
import { ReceiptsProvider } from '../reading/receipts-context.tsx'
import { useLive } from '../reading/use-live.ts'
import { useLooking } from '../reading/use-looking.ts'
import { useReading } from '../reading/use-marks.ts'
import { readingWords } from '../reading/words.ts'
import { useAddressTarget } from '../search/use-address-target.ts'
import { useBlockedIds } from './blocks.ts'
import { hideBlocked } from './hide-blocked.tsx'
import { hiddenIn, namesIn } from './people-of.ts'
import type { Room } from './room.ts'
import { RoomFooter } from './room-footer.tsx'
import { RoomHeader } from './room-header.tsx'
import { RoomSkeleton } from './room-skeleton.tsx'
import { roomTitle } from './room-title.ts'
import { roomWords } from './words.ts'

export type PanelProps = {
  /** Shows a back button, for a phone. */
  onBack?: (() => void) | undefined
  /** Where "Message" beside a person leads; without it there is no such action. */
  onOpenRoom?: ((roomId: string) => void) | undefined
  slots?: RoomSlots | undefined
}

/** What a page adds to a conversation, so that features meet in app/ and not in each other's files. */
export type RoomSlots = {
  /** Lines of its own between the messages, by time. */
  asides?: readonly Aside[]
  /** Beside whom one talks to, such as a call. */
  action?: ReactNode
  /** Above where one writes, such as how a request ended. */
  above?: ReactNode
  /** Stands around where one writes. */
  footer?: (own: ReactNode) => ReactNode
}

const nobody: ReadonlySet<string> = new Set()

/** A room the caller is in: its messages, and where to write. Fills its parent's height. */
export function OpenRoom({ room, onBack, onOpenRoom, slots = {} }: PanelProps & { room: Room }) {
  const words = roomWords.use()
  // below here its words are spoken by functions
  readingWords.use()
  const me = useMyId()
  const isOnline = useOnline()
  const others = useMemo(() => room.members.filter(({ user_id }) => user_id !== me), [room.members, me])
  const mine = room.members.find(({ user_id }) => user_id === me)
  const messages = useMessages(room.room_id)
  const { log, isWaiting, failure, hasOlder, retry, toEnd } = messages
  const { items, send, retry: resend, remove } = useSend(room.room_id)
  const { typingIds, presentIds, sayTyping, heardFrom } = useLive(room)
  const last = lastSeq(log)

  // the divider stays where it was when the room was opened, until the person answers
  const [unreadAfter, setUnreadAfter] = useState(mine?.last_read_seq ?? null)
  const [isAtEnd, setAtEnd] = useState(false)
  const [seenSeq, setSeenSeq] = useState(mine?.last_read_seq ?? 0)
  if (isAtEnd && !log.isDetached && seenSeq < last) setSeenSeq(last)
  useReading(room.room_id, last, isAtEnd && log.isOpen && !log.isDetached, mine?.last_read_seq ?? 0)

  useLooking(room.room_id)

  const newest = log.shown.at(-1)
  const newestSender = newest?.sender_id
  useEffect(() => {
    if (newestSender && last > 0) heardFrom(newestSender)
  }, [newestSender, last, heardFrom])

  const blocked = useBlockedIds()
  const hidden = useMemo(() => hiddenIn(room, blocked), [room, blocked])
  const [shown, setShown] = useState<ReadonlySet<string>>(nobody)
  const said = useMemo(
    () =>
      hideBlocked(linesOf(log, items, me, unreadAfter), hidden, shown, (key) =>
        setShown((before) => new Set([...before, key])),
      ),
    [log, items, me, unreadAfter, hidden, shown],
  )
  const { asides } = slots
  const lines = useMemo(() => withAsides(said, asides ?? [], hasOlder), [said, asides, hasOlder])
  const nameOf = useMemo(() => namesIn(room, log.shown, me), [room, log.shown, me])
  const namesOf = (ids: Iterable<string>) => [...ids].flatMap((id) => nameOf.get(id) ?? [])
  const onSend = useCallback(
    (content: Partial<MessageContent>, files: readonly File[]) => {
      setUnreadAfter(null)
      void send(content, files)
      // from the middle of the room to where the own words will stand; when that fails, they are sent all the same
      void toEnd().catch(() => undefined)
    },
    [send, toEnd],
  )
  const edges = useEdges(messages)
  const newestOwn = log.shown.findLast(({ sender_id }) => sender_id === me)?.seq ?? null
  const { target, jump } = useJump(messages.jump, useAddressTarget(log.isOpen))
  const isHeard = newestSender && newestSender !== me && !hidden.has(newestSender)
  const saidBy = isHeard ? (nameOf.get(newestSender) ?? '') : null

  const footer = <RoomFooter room={room} onSend={onSend} onTyping={sayTyping} />
  return (
    <section aria-label={words.chat} className="@container relative flex h-full min-h-0 flex-col bg-canvas">
      <RoomHeader
        room={room}
        title={roomTitle(room, me)}
        others={others}
        typingNames={namesOf(typingIds.filter((id) => !hidden.has(id)))}
        presentIds={isOnline ? presentIds : nobody}
        onBack={onBack}
        onOpenRoom={onOpenRoom}
        action={slots.action}
      />
      <ReceiptsProvider members={room.members} me={me} newestOwnSeq={newestOwn}>
        <TalkProvider room={room} me={me} log={log} target={target} hidden={hidden} onJump={jump}>
          <PinnedBar log={log} />
          {isWaiting && <RoomSkeleton />}
          {!log.isOpen && Boolean(failure) && (
            <div className="flex-1">
              <ErrorState
                title={words.messagesFailed}
                detail={sentenceFor(failure)}
                onRetry={() => void retry()}
              />
            </div>
          )}
          {log.isOpen && (
            <MessageList
              roomId={room.room_id}
              lines={lines}
              names={nameOf.size > 1 ? nameOf : null}
              ownState={ownStateOf(log, items, room.members, me, isOnline)}
              newCount={log.isDetached ? room.unread : newerThan(log, seenSeq, me)}
              older={edges.older}
              newer={edges.newer}
              target={target}
              onEnd={() => void toEnd().catch((cause) => showToast(sentenceFor(cause)))}
              onAtEnd={setAtEnd}
              onRetry={resend}
              onDelete={remove}
            />
          )}
          <p className="sr-only" aria-live="polite">
            {saidBy !== null && newest && words.heard(saidBy, bubbleText(newest.type, newest.body))}
          </p>
          {slots.above}
          {slots.footer ? slots.footer(footer) : footer}
        </TalkProvider>
      </ReceiptsProvider>
    </section>
  )
}

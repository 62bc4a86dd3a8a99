import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useMessages } from '../features/chat/log/use-messages.ts'
import { refusalText } from '../features/chat/outbox/refusal.ts'
import { useSend } from '../features/chat/outbox/use-send.ts'
import { useRoomAt } from '../features/chat/room/place.ts'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { roomsKey } from '../features/chat/room/rooms-query.ts'
import { WriteTo } from '../features/chat/room/write-to.tsx'
import { CannedPicker } from '../features/support/canned-picker.tsx'
import { NoteLine } from '../features/support/note-line.tsx'
import { QueuePane } from '../features/support/queue-pane.tsx'
import { ReplyOrNote } from '../features/support/reply-or-note.tsx'
import type { Ticket } from '../features/support/support.ts'
import { useOpenTicket, useStaff, useTicket } from '../features/support/support-query.ts'
import { TicketBar } from '../features/support/ticket-bar.tsx'
import { TicketSide } from '../features/support/ticket-side.tsx'
import { useSupportLive } from '../features/support/use-support-live.ts'
import { sentenceFor } from '../lib/failure.ts'
import { useOnline } from '../lib/online.ts'
import { paths } from '../lib/paths.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { useWide } from '../lib/use-media.ts'
import { Skeleton, Waiting } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { RoomCall } from './room-call.tsx'
import { SupportOrder } from './support-order.tsx'
import { appWords } from './words.ts'

/** The notes of a conversation as lines between its messages, also those that this browser still holds. */
function useNotes(notesRoomId: string) {
  const words = appWords.use().supportDesk
  const { log } = useMessages(notesRoomId)
  const { items, send } = useSend(notesRoomId)
  const members = useRoomAt({ roomId: notesRoomId }).data?.members
  const staff = useStaff().data
  const { data: me } = useProfile()
  const asides = useMemo(() => {
    const nameOf = (id: string | null) =>
      [...(members ?? []).map(({ user_id, name }) => ({ id: user_id, name })), ...(staff ?? [])].find(
        (one) => one.id === id,
      )?.name ?? words.formerStaff
    const said = log.shown.filter(({ sender_id, deleted_at }) => sender_id && !deleted_at)
    const kept = new Set(said.map(({ client_id }) => client_id))
    return [
      ...said.map(({ id, client_id, sender_id, body, created_at }) => ({
        key: `note ${client_id ?? id}`,
        at: Date.parse(created_at),
        content: <NoteLine author={nameOf(sender_id)} text={body} at={Date.parse(created_at)} />,
      })),
      ...items
        .filter(({ client_id }) => !kept.has(client_id))
        .map(({ client_id, body, created_at, refusal }) => ({
          key: `note ${client_id}`,
          at: created_at,
          content: (
            <NoteLine
              author={me?.name ?? ''}
              text={body}
              at={created_at}
              isWaiting={!refusal}
              failure={refusal ? refusalText(refusal) : undefined}
            />
          ),
        })),
    ]
  }, [log.shown, items, members, staff, me?.name, words])
  return { asides, save: (body: string) => void send({ body }) }
}

function Conversation({ ticket, notesRoomId }: { ticket: Ticket; notesRoomId: string }) {
  const { asides, save } = useNotes(notesRoomId)
  const { data: me } = useProfile()
  const facts = {
    'customer.name': ticket.requester_name,
    'order.number': ticket.order_number,
    'ticket.number': ticket.number,
    'agent.name': me?.name ?? null,
  }
  return (
    <RoomPanel
      roomId={ticket.room_id}
      slots={{
        action: <RoomCall key={ticket.assignee_id} roomId={ticket.room_id} />,
        asides,
        footer: (own) => (
          <ReplyOrNote
            roomId={ticket.room_id}
            customer={ticket.requester_name ?? appWords.now().supportDesk.customer}
            reply={<CannedPicker facts={facts}>{own}</CannedPicker>}
            onNote={save}
          />
        ),
      }}
    />
  )
}

function ConversationSkeleton() {
  return (
    <Waiting label={appWords.use().supportDesk.loading}>
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-10 w-3/5 rounded-card" />
        <Skeleton className="h-16 w-2/3 rounded-card" />
        <Skeleton className="h-10 w-1/2 self-end rounded-card" />
      </div>
    </Waiting>
  )
}

/** Whether the list of rooms, which may be older than the joining, holds the room by now. */
function useJoined(roomId: string, isJoined: boolean): boolean {
  const queryClient = useQueryClient()
  const isListed = Boolean(useRoomAt({ roomId }).data)
  useEffect(() => {
    if (isJoined && !isListed) void queryClient.invalidateQueries({ queryKey: roomsKey })
  }, [isJoined, isListed, queryClient])
  return isJoined && isListed
}

function OneTicket({ roomId }: { roomId: string }) {
  const words = appWords.use().supportDesk
  const isWide = useWide()
  const isOnline = useOnline()
  const myId = useMyId()
  const navigate = useNavigate()
  const [isSide, setSide] = useState(false)
  const { data: ticket, error, refetch } = useTicket(roomId)
  const opened = useOpenTicket(roomId)
  const isJoined = useJoined(roomId, opened.isSuccess)
  useTitle(ticket ? `${ticket.number} ${ticket.subject}` : words.title)
  if (ticket === null) return <EmptyState title={words.notThere} />
  if (!ticket) {
    if (!isOnline) return <EmptyState title={words.offline} />
    if (!error) return <ConversationSkeleton />
    return <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
  }
  const side = (
    <TicketSide
      ticket={ticket}
      order={ticket.order_id && <SupportOrder orderId={ticket.order_id} />}
      contact={
        ticket.requester_id && (
          <WriteTo userId={ticket.requester_id} onOpenRoom={(id) => navigate(paths.room(id))} />
        )
      }
      onClose={isWide ? null : () => setSide(false)}
    />
  )
  if (!isWide && isSide) return side
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[minmax(0,1fr)_minmax(260px,320px)]">
      <div className="flex min-h-0 min-w-0 flex-col">
        <TicketBar
          ticket={ticket}
          myId={myId}
          hasBack={!isWide}
          onSide={isWide ? null : () => setSide(true)}
        />
        <div className="min-h-0 flex-1">
          {opened.data && isJoined ? (
            <Conversation ticket={ticket} notesRoomId={opened.data} />
          ) : opened.error ? (
            <ErrorState
              title={words.notOpened}
              detail={sentenceFor(opened.error)}
              onRetry={() => void opened.refetch()}
            />
          ) : (
            <ConversationSkeleton />
          )}
        </div>
      </div>
      {isWide && <aside className="min-h-0 border-s border-line">{side}</aside>}
    </div>
  )
}

/** Support for staff: queue, conversation with its notes, order and person. On a phone one of them at a time. */
export function SupportPage() {
  const words = appWords.use().supportDesk
  const { roomId } = useParams()
  const isWide = useWide()
  useSupportLive()
  useTitle(words.title)
  if (!isWide)
    return roomId ? (
      <OneTicket key={roomId} roomId={roomId} />
    ) : (
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <QueuePane />
      </div>
    )
  return (
    <div className="list-beside">
      <div className="flex min-h-0 flex-col border-e border-line bg-surface">
        <QueuePane />
      </div>
      <div className="relative flex min-h-0 min-w-0 flex-col">
        {roomId ? (
          <OneTicket key={roomId} roomId={roomId} />
        ) : (
          <div className="flex flex-1 items-center justify-center">
            <EmptyState title={words.choose} />
          </div>
        )}
      </div>
    </div>
  )
}

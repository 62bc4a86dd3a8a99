import { useMemo } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { useClosedOrders, useOpenOrders } from '../features/orders/orders.ts'
import { ordersWords } from '../features/orders/words/orders.ts'
import { NewRequest } from '../features/support/new-request.tsx'
import { RatingCard } from '../features/support/rating-card.tsx'
import { useMyRequests } from '../features/support/requests-query.ts'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { Page, PageHeader } from '../ui/page.tsx'
import { RoomCall } from './room-call.tsx'
import { appWords } from './words.ts'

/** A new request, about an order or not. */
export function NewHelpPage() {
  const words = appWords.use().help
  const { kind: kinds } = ordersWords.use()
  useTitle(words.ask)
  const navigate = useNavigate()
  const me = useMyId()
  const [params] = useSearchParams()
  const open = useOpenOrders().data
  const closed = useClosedOrders().data
  const orders = useMemo(
    () =>
      [...(open ?? []), ...(closed?.pages.flat() ?? [])]
        .filter(({ customer_id, partner_id }) => customer_id === me || partner_id === me)
        .map(({ id, number, kind }) => ({ id, name: `${number} · ${kinds[kind]}` })),
    [open, closed, me, kinds],
  )
  return (
    <Page>
      <PageHeader title={words.ask} back={{ to: paths.help, label: words.back }} />
      <NewRequest
        orders={orders}
        orderId={params.get('order')}
        onOpened={(roomId) => navigate(paths.helpRoom(roomId), { replace: true })}
      />
    </Page>
  )
}

/** One request of the person's own: the conversation, and how it was once it is over. */
export function HelpRoomPage() {
  const words = appWords.use().help
  const { roomId = '' } = useParams()
  const navigate = useNavigate()
  const request = useMyRequests().data?.find(({ room_id }) => room_id === roomId)
  const title = request ? `${request.number} ${request.subject}` : words.title
  useTitle(title)
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col border-line lg:border-x">
      <h1 className="sr-only">{title}</h1>
      <RoomPanel
        key={roomId}
        roomId={roomId}
        onBack={() => navigate(paths.help)}
        slots={{
          action: <RoomCall roomId={roomId} />,
          above: request?.state === 'resolved' && (
            <RatingCard
              key={request.resolved_at}
              roomId={roomId}
              title={words.rate}
              given={request.stars === null ? null : { stars: request.stars, comment: request.comment }}
              mayRate={request.may_rate}
            />
          ),
        }}
      />
    </div>
  )
}

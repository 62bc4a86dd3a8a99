import { useMemo } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { useClosedOrders, useOpenOrders } from '../features/orders/orders.ts'
import { kindLabels } from '../features/orders/status.ts'
import { NewRequest } from '../features/support/new-request.tsx'
import { RatingCard } from '../features/support/rating-card.tsx'
import { useMyRequests } from '../features/support/requests-query.ts'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { Page, PageHeader } from '../ui/page.tsx'

/** A new request, about an order or not. */
export function NewHelpPage() {
  useTitle('Ask for help')
  const navigate = useNavigate()
  const me = useMyId()
  const [params] = useSearchParams()
  const open = useOpenOrders().data
  const closed = useClosedOrders().data
  const orders = useMemo(
    () =>
      [...(open ?? []), ...(closed?.pages.flat() ?? [])]
        .filter(({ customer_id, partner_id }) => customer_id === me || partner_id === me)
        .map(({ id, number, kind }) => ({ id, name: `${number} · ${kindLabels[kind]}` })),
    [open, closed, me],
  )
  return (
    <Page>
      <PageHeader title="Ask for help" back={{ to: paths.help, label: 'Back to your requests' }} />
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
  const { roomId = '' } = useParams()
  const navigate = useNavigate()
  const request = useMyRequests().data?.find(({ room_id }) => room_id === roomId)
  useTitle(request ? `${request.number} ${request.subject}` : 'Help')
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col border-line lg:border-x">
      <h1 className="sr-only">{request ? `${request.number} ${request.subject}` : 'Help'}</h1>
      <RoomPanel
        key={roomId}
        roomId={roomId}
        onBack={() => navigate(paths.help)}
        slots={{
          above: request?.state === 'resolved' && (
            <RatingCard
              key={request.resolved_at}
              roomId={roomId}
              title="This request is resolved. How was it? Is something still not right: just write."
              given={request.stars === null ? null : { stars: request.stars, comment: request.comment }}
              mayRate={request.may_rate}
            />
          ),
        }}
      />
    </div>
  )
}

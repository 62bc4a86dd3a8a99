import { useNavigate, useParams } from 'react-router'
import { useOrder } from '../features/orders/orders.ts'
import { Failure, sentenceFor } from '../lib/failure.ts'
import { paths } from '../lib/paths.ts'
import { useMyId, useProfile } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { OrderSkeleton } from './order-skeleton.tsx'
import { OrderView } from './order-view.tsx'
import { appWords } from './words.ts'

export function OrderPage() {
  const words = appWords.use()
  const { orderId = '' } = useParams()
  const order = useOrder(orderId)
  const { data: me } = useProfile()
  const myId = useMyId()
  const navigate = useNavigate()
  useTitle(order.data ? words.order.numbered(order.data.number) : words.order.title)
  if (order.data && me) return <OrderView key={orderId} order={order.data} personId={myId} role={me.role} />
  if (order.isError) {
    const back = (
      <Button look="secondary" onClick={() => navigate(paths.orders)}>
        {words.backToOrders}
      </Button>
    )
    const isMissing = order.error instanceof Failure && order.error.status === 404
    if (isMissing) return <EmptyState title={order.error.message} action={back} />
    return (
      <div className="flex flex-col items-center">
        <ErrorState
          title={words.order.failed}
          detail={sentenceFor(order.error)}
          onRetry={() => void order.refetch()}
        />
        {back}
      </div>
    )
  }
  return <OrderSkeleton isPaused={order.fetchStatus === 'paused'} />
}

import { useParams } from 'react-router'
import { useOrder } from '../features/orders/orders.ts'
import { usePersonNames } from '../features/orders/use-person-names.ts'
import { ReplayPanel } from '../features/tracking/replay/replay-panel.tsx'
import { Failure, sentenceFor } from '../lib/failure.ts'
import { paths } from '../lib/paths.ts'
import { useTitle } from '../lib/title.ts'
import { PageHeader } from '../ui/page.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { placesOf } from './order-places.ts'
import { appWords } from './words.ts'

/** The way of an order again, for staff; that they looked is written down where the partner can read it. */
export function ReplayPage() {
  const words = appWords.use()
  const { orderId = '' } = useParams()
  const { data: order, error, refetch } = useOrder(orderId)
  const personName = usePersonNames(order)
  useTitle(order ? words.replay.tab(order.number) : words.replay.title)
  const isMissing = error instanceof Failure && error.status === 404
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="border-b border-line bg-surface px-4 py-1 sm:px-6">
        <PageHeader
          back={{ to: paths.order(orderId), label: words.replay.back }}
          title={order ? words.replay.numbered(order.number) : words.replay.title}
        >
          {order?.partner_id && (
            <p className="text-13 text-ink-soft">{words.replay.isSeen(personName(order.partner_id))}</p>
          )}
        </PageHeader>
      </div>
      {order && <ReplayPanel orderId={orderId} places={placesOf(order)} />}
      {isMissing && <EmptyState title={error.message} />}
      {error && !order && !isMissing && (
        <ErrorState title={words.order.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </div>
  )
}

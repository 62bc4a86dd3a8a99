import { useParams } from 'react-router'
import { OperationsBoard } from '../features/operations/operations-board.tsx'
import { WordsContext } from '../features/operations/words.ts'
import { useOrder } from '../features/orders/orders.ts'
import { kindLabels, statusLabels } from '../features/orders/status.ts'
import { useTitle } from '../lib/title.ts'

const words = { kind: kindLabels, status: statusLabels }

/** From where to where: the orders know it, the map does not carry five thousand addresses. */
function Way({ orderId }: { orderId: string }) {
  const { data: order } = useOrder(orderId)
  return (
    <p dir="auto" className="min-h-9 text-13 text-ink-soft wrap-anywhere">
      {order && `From ${order.pickup_address} to ${order.dropoff_address}`}
    </p>
  )
}

export function OperationsPage() {
  const { orderId } = useParams()
  useTitle('Live operations')
  return (
    <WordsContext value={words}>
      <OperationsBoard chosenId={orderId ?? null} about={(id) => <Way orderId={id} />} />
    </WordsContext>
  )
}

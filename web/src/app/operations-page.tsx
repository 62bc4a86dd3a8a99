import { useParams } from 'react-router'
import { OperationsBoard } from '../features/operations/operations-board.tsx'
import { WordsContext } from '../features/operations/words.ts'
import { useOrder } from '../features/orders/orders.ts'
import { ordersWords } from '../features/orders/words/orders.ts'
import { useTitle } from '../lib/title.ts'
import { appWords } from './words.ts'

/** From where to where: the orders know it, the map does not carry five thousand addresses. */
function Way({ orderId }: { orderId: string }) {
  const words = appWords.use().order
  const { data: order } = useOrder(orderId)
  return (
    <p dir="auto" className="min-h-9 text-13 text-ink-soft wrap-anywhere">
      {order && words.way(order.pickup_address, order.dropoff_address)}
    </p>
  )
}

export function OperationsPage() {
  const { orderId } = useParams()
  useTitle(appWords.use().account.operations)
  return (
    <WordsContext value={ordersWords.use()}>
      <OperationsBoard chosenId={orderId ?? null} about={(id) => <Way orderId={id} />} />
    </WordsContext>
  )
}

import { ChevronLeft } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useClosedOrders, useOpenOrders } from '../features/orders/orders.ts'
import { PlaceOrderForm } from '../features/orders/place-order-form.tsx'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { IconButton } from '../ui/icon-button.tsx'

export function PlaceOrderPage() {
  useTitle('Place an order')
  const navigate = useNavigate()
  const myId = useMyId()
  const open = useOpenOrders()
  const closed = useClosedOrders()
  // the form fills itself from the last order, so it waits for the lists, but not for a failing network
  const isWaiting = open.isLoading || closed.isLoading
  const mine = [...(open.data ?? []), ...(closed.data?.pages[0] ?? [])].filter(
    (order) => order.customer_id === myId,
  )
  const last = mine.sort((a, b) => b.created_at.localeCompare(a.created_at))[0]
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-xl flex-col gap-4 px-5 pt-3 pb-10">
        <div className="-ml-3 flex items-center gap-1">
          <IconButton label="Back to orders" onClick={() => navigate(paths.orders)}>
            <ChevronLeft size={20} aria-hidden />
          </IconButton>
          <h1 className="text-20">Place an order</h1>
        </div>
        {!isWaiting && <PlaceOrderForm last={last} />}
      </div>
    </div>
  )
}

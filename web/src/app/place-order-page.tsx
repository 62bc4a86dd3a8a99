import { useClosedOrders, useOpenOrders } from '../features/orders/orders.ts'
import { PlaceOrderForm } from '../features/orders/place-order-form.tsx'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { Page, PageHeader } from '../ui/page.tsx'

export function PlaceOrderPage() {
  useTitle('Place an order')
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
    <Page>
      <PageHeader title="Place an order" back={{ to: paths.orders, label: 'Back to orders' }} />
      {!isWaiting && <PlaceOrderForm last={last} />}
    </Page>
  )
}

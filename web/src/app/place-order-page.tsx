import { useClosedOrders, useOpenOrders } from '../features/orders/orders.ts'
import { PlaceOrderForm } from '../features/orders/place-order-form.tsx'
import { placeWords } from '../features/orders/words/place.ts'
import { paths } from '../lib/paths.ts'
import { useMyId } from '../lib/session.tsx'
import { useTitle } from '../lib/title.ts'
import { Page, PageHeader } from '../ui/page.tsx'
import { appWords } from './words.ts'

export function PlaceOrderPage() {
  const { title } = placeWords.use()
  const { backToOrders } = appWords.use()
  useTitle(title)
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
      <PageHeader title={title} back={{ to: paths.orders, label: backToOrders }} />
      {!isWaiting && <PlaceOrderForm last={last} />}
    </Page>
  )
}

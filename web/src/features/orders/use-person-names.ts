import { useProfile } from '../../lib/session.tsx'
import type { Order } from './orders.ts'
import { ordersWords } from './words/orders.ts'

/** Names of an order's people; who may not be seen, or acted from the dashboard, is named by their part. */
export function usePersonNames(order: Order | undefined) {
  const words = ordersWords.use()
  const { data: me } = useProfile()
  const { data: customer } = useProfile(order?.customer_id ?? null)
  const { data: partner } = useProfile(order?.partner_id ?? null)
  return (id: string | null): string => {
    if (id && id === order?.customer_id) return customer?.name ?? words.customer
    if (id && id === order?.partner_id) return partner?.name ?? words.partner
    if (id && id === me?.id) return me.name
    return words.staff
  }
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Database } from '../../../../supabase/database.types.ts'
import { rowsOf } from '../../lib/failure.ts'
import type { OrderStatus } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { type Order, orderKey, ordersKey } from './orders.ts'

export type NewOrder = Database['public']['Functions']['place_order']['Args']

/** Shows the row the call returned at once, then fetches what hangs on it. */
function useShowOrder() {
  const queryClient = useQueryClient()
  return (order: Order) => {
    queryClient.setQueryData(orderKey(order.id), order)
    void queryClient.invalidateQueries({ queryKey: ordersKey })
  }
}

/** Repeating it with the same client_id gives the same order. */
export function usePlaceOrder() {
  return useMutation({
    mutationFn: (order: NewOrder): Promise<Order> => rowsOf(supabase.rpc('place_order', order)),
    onSuccess: useShowOrder(),
  })
}

/** Errors: already_taken, own_order, not_a_partner, order_not_found. */
export function useAcceptOrder() {
  const show = useShowOrder()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (orderId: string): Promise<Order> =>
      rowsOf(supabase.rpc('accept_order', { order_id: orderId })),
    onSuccess: show,
    // somebody else was faster: the list is out of date
    onError: () => queryClient.invalidateQueries({ queryKey: ordersKey }),
  })
}

/** Moves an order one step or cancels it. Errors: not_allowed_now, order_not_found. */
export function useAdvanceOrder(orderId: string) {
  const show = useShowOrder()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ status, note }: { status: OrderStatus; note?: string }): Promise<Order> =>
      rowsOf(supabase.rpc('advance_order', { order_id: orderId, to_status: status, ...(note && { note }) })),
    onSuccess: show,
    onError: () => queryClient.invalidateQueries({ queryKey: ordersKey }),
  })
}

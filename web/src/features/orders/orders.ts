import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Failure, rowsOf } from '../../lib/failure.ts'
import type { Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { ordersWords } from './words/orders.ts'

export type Order = Omit<Row<'orders'>, 'client_id'>
export type OrderEvent = Pick<Row<'order_events'>, 'id' | 'to_status' | 'actor_id' | 'note' | 'created_at'>

export const ordersKey = ['orders'] as const
export const orderKey = (id: string) => [...ordersKey, 'one', id]
const columns =
  'id, number, customer_id, partner_id, kind, status, status_note, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng, note, near_radius_m, arrive_radius_m, location_epoch, created_at, updated_at, closed_at, total_minor, currency'
const pageSize = 30

/** Every open order the caller may see, newest first; policies decide which those are. */
export function useOpenOrders() {
  return useQuery({
    queryKey: [...ordersKey, 'open'],
    queryFn: (): Promise<Order[]> =>
      rowsOf(
        supabase
          .from('orders')
          .select(columns)
          .is('closed_at', null)
          .order('created_at', { ascending: false })
          .limit(200),
      ),
  })
}

/** Delivered and cancelled orders, newest first, paged by the time they were closed. */
export function useClosedOrders() {
  return useInfiniteQuery({
    queryKey: [...ordersKey, 'closed'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }): Promise<Order[]> => {
      const page = supabase
        .from('orders')
        .select(columns)
        .not('closed_at', 'is', null)
        .order('closed_at', { ascending: false })
        .limit(pageSize)
      return rowsOf(pageParam ? page.lt('closed_at', pageParam) : page)
    },
    getNextPageParam: (last) => (last.length < pageSize ? null : last.at(-1)?.closed_at),
  })
}

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: orderKey(id),
    queryFn: async (): Promise<Order> => {
      const [order] = await rowsOf(supabase.from('orders').select(columns).eq('id', id).limit(1))
      if (!order) throw new Failure('order_not_found', ordersWords.now().notThere, 404)
      return order
    },
  })

export const useOrder = (id: string) => useQuery(orderQuery(id))

/** What happened to an order, oldest first. */
export function useOrderEvents(id: string) {
  return useQuery({
    queryKey: [...orderKey(id), 'events'],
    queryFn: (): Promise<OrderEvent[]> =>
      rowsOf(
        supabase
          .from('order_events')
          .select('id, to_status, actor_id, note, created_at')
          .eq('order_id', id)
          .order('id')
          .limit(100),
      ),
  })
}

/** The steps an order may take, by whom; changes only with a release, so it is fetched once. */
export function useTransitions() {
  return useQuery({
    queryKey: ['order_transitions'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => rowsOf(supabase.from('order_transitions').select('from_status, to_status, role')),
  })
}

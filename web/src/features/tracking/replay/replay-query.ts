import { queryOptions } from '@tanstack/react-query'
import { Failure, rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { parseReplay } from './replay.ts'

/** The whole way of an order, for staff. Each look is logged, so it is asked for once and not again on focus. */
export const replayQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['tracking', orderId, 'replay'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => parseReplay(await rowsOf(supabase.rpc('replay_trail', { order_id: orderId }))),
    retry: (times, fault) => times < 2 && !(fault instanceof Failure && fault.status >= 400),
  })

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { madeSchema, seriesSchema, type Unit } from './booking.ts'
import { bookingsKey } from './bookings-query.ts'

/** The caller's bookings that repeat. */
export function useMySeries() {
  return useQuery({
    queryKey: [...bookingsKey, 'series'],
    queryFn: async () => v.parse(v.array(seriesSchema), await rowsOf(supabase.rpc('my_series'))),
  })
}

/** What the caller waits for. */
export function useMyWaits() {
  return useQuery({
    queryKey: [...bookingsKey, 'waits'],
    queryFn: () =>
      rowsOf(
        supabase
          .from('booking_waits')
          .select('id, service_key, carer_id, starts_at, told_at')
          .gt('starts_at', new Date().toISOString())
          .order('starts_at'),
      ),
  })
}

export function useSeriesActions() {
  const queryClient = useQueryClient()
  const afterwards = { onSettled: () => queryClient.invalidateQueries({ queryKey: bookingsKey }) }
  const bookSeries = useMutation({
    mutationFn: async (o: {
      client_id: string
      service_key: string
      starts_at: string
      unit: Unit
      every: number
      weekdays: number[]
      until?: string
      carer_id?: string
      note?: string
    }) => v.parse(madeSchema, await rowsOf(supabase.rpc('book_series', o))),
    ...afterwards,
  })
  const endSeries = useMutation({
    mutationFn: (series_id: string) => rowsOf(supabase.rpc('end_series', { series_id })),
    ...afterwards,
  })
  const wait = useMutation({
    mutationFn: (o: { service_key: string; starts_at: string; carer_id?: string }) =>
      rowsOf(supabase.rpc('wait_for_slot', o)),
    ...afterwards,
  })
  const stopWaiting = useMutation({
    mutationFn: (wait_id: string) => rowsOf(supabase.rpc('stop_waiting', { wait_id })),
    ...afterwards,
  })
  return { bookSeries, endSeries, wait, stopWaiting }
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { bookingsKey } from './bookings-query.ts'

export type Hours = { weekday: number; starts: string; ends: string }
const addedSchema = v.object({ id: v.string(), bookings_in_it: v.number() })

/** The hours of a carer or room and the days that differ, from today on. */
export function useHours(resource_id: string | undefined, today: string) {
  return useQuery({
    queryKey: [...bookingsKey, 'hours', resource_id, today],
    enabled: Boolean(resource_id),
    queryFn: async () => {
      const [hours, days] = await Promise.all([
        rowsOf(
          supabase
            .from('availability_hours')
            .select('weekday, starts, ends')
            .eq('resource_id', resource_id ?? '')
            .order('weekday')
            .order('starts'),
        ),
        rowsOf(
          supabase
            .from('availability_exceptions')
            .select('id, first_day, last_day, starts, ends, is_open, note')
            .eq('resource_id', resource_id ?? '')
            .gte('last_day', today)
            .order('first_day'),
        ),
      ])
      return {
        hours: hours.map(
          ({ weekday, starts, ends }): Hours => ({
            weekday,
            starts: starts.slice(0, 5),
            ends: ends.slice(0, 5),
          }),
        ),
        days,
      }
    },
  })
}
export type DifferentDay = NonNullable<ReturnType<typeof useHours>['data']>['days'][number]

export function useHoursActions(resource_id: string) {
  const queryClient = useQueryClient()
  const afterwards = { onSettled: () => queryClient.invalidateQueries({ queryKey: bookingsKey }) }
  const save = useMutation({
    // `former` is what the form was filled from: who saved meanwhile is not written over
    mutationFn: (o: { hours: Hours[]; former: Hours[] }) =>
      rowsOf(supabase.rpc('set_hours', { resource_id, ...o })),
    ...afterwards,
  })
  const add = useMutation({
    mutationFn: async (o: {
      first_day: string
      last_day: string
      is_open: boolean
      starts?: string
      ends?: string
      note?: string
    }) => v.parse(addedSchema, await rowsOf(supabase.rpc('add_exception', { resource_id, ...o }))),
    ...afterwards,
  })
  const remove = useMutation({
    mutationFn: (exception_id: string) => rowsOf(supabase.rpc('delete_exception', { exception_id })),
    ...afterwards,
  })
  return { save, add, remove }
}

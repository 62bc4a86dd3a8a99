import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { Failure, rowsOf } from '../../lib/failure.ts'
import type { Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { type BookingView, bookingSchema, bookingViewSchema, slotSchema } from './booking.ts'
import { addDays, addMonths, type Day } from './zoned.ts'

export type Service = Row<'services'>
export type Resource = Row<'resources'>
export type Scope = 'mine' | 'carried' | 'all'

export const bookingsKey = ['bookings'] as const
export const servicesKey = ['services'] as const

/** What can be booked, with who does it. Staff see also what is not offered. */
export function useServices() {
  return useQuery({
    queryKey: servicesKey,
    staleTime: 60_000,
    queryFn: async () => {
      const [services, resources, links] = await Promise.all([
        rowsOf(supabase.from('services').select('*').order('position').order('label')),
        rowsOf(supabase.from('resources').select('*').order('name')),
        rowsOf(supabase.from('service_resources').select('*')),
      ])
      return { services, resources, links }
    },
  })
}
export type Offer = NonNullable<ReturnType<typeof useServices>['data']>

/** Who does a service, in the order of their names. */
export const carersOf = ({ resources, links }: Offer, service_key: string): Resource[] =>
  resources.filter(
    ({ id, kind, is_active }) =>
      kind === 'carer' &&
      is_active &&
      links.some((link) => link.service_key === service_key && link.resource_id === id),
  )

/** The beginnings of a service in a month, free and taken, by day on the wall of the service. */
export function useSlots(service: Service | undefined, month: Day, carer_id: string | null) {
  return useQuery({
    queryKey: [...bookingsKey, 'slots', service?.key, month, carer_id],
    enabled: Boolean(service),
    staleTime: 5_000,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      v.parse(
        v.array(slotSchema),
        await rowsOf(
          supabase.rpc('free_slots', {
            service_key: service?.key ?? '',
            // a day more on both sides: its zone may be ahead of UTC, or behind
            from_at: `${addDays(month, -1)}T00:00:00Z`,
            to_at: `${addDays(addMonths(month, 1), 1)}T00:00:00Z`,
            ...(carer_id && { carer_id }),
            and_taken: true,
          }),
        ),
      ),
  })
}

/** Bookings that begin within a time. */
export function useBookings(scope: Scope, from: string, to: string, newest_first = false) {
  return useQuery({
    queryKey: [...bookingsKey, 'list', scope, from, to, newest_first],
    queryFn: async () =>
      v.parse(
        v.array(bookingSchema),
        await rowsOf(
          supabase.rpc('booking_list', { from_at: from, to_at: to, scope, newest_first, page: 500 }),
        ),
      ),
  })
}

/** One booking with its history; null when there is none of this id for the caller. */
export function useBooking(id: string) {
  return useQuery({
    queryKey: [...bookingsKey, 'one', id],
    queryFn: async (): Promise<BookingView | null> => {
      try {
        return v.parse(bookingViewSchema, await rowsOf(supabase.rpc('booking_view', { booking_id: id })))
      } catch (error) {
        // an address that is no id is nobody's either
        if (error instanceof Failure && (error.code === 'booking_not_found' || error.code === '22P02'))
          return null
        throw error
      }
    },
  })
}

/** What was taken meanwhile must be seen, whether the call went through or not. */
function useAfterwards() {
  const queryClient = useQueryClient()
  return { onSettled: () => queryClient.invalidateQueries({ queryKey: bookingsKey }) }
}

/** Books; `client_id` belongs to the form, so that a second press or a lost answer makes no second booking. */
export function useBook() {
  return useMutation({
    mutationFn: (o: {
      client_id: string
      service_key: string
      starts_at: string
      carer_id?: string
      note?: string
      order_id?: string
      /** Whom staff book for. */
      customer_id?: string
    }) => rowsOf(supabase.rpc('book', o)),
    ...useAfterwards(),
  })
}

export function useBookingActions(booking_id: string) {
  const afterwards = useAfterwards()
  const move = useMutation({
    mutationFn: (o: { starts_at: string; carer_id?: string }) =>
      rowsOf(supabase.rpc('move_booking', { booking_id, ...o })),
    ...afterwards,
  })
  const cancel = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('cancel_booking', { booking_id })),
    ...afterwards,
  })
  const confirm = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('confirm_booking', { booking_id })),
    ...afterwards,
  })
  const close = useMutation({
    mutationFn: (has_come: boolean) => rowsOf(supabase.rpc('close_booking', { booking_id, has_come })),
    ...afterwards,
  })
  return { move, cancel, confirm, close }
}

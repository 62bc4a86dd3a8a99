import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { bookingsKey, servicesKey } from './bookings-query.ts'
import type { savedFrom } from './service-draft.ts'

/** The carers and rooms that have hours at all: without them nobody can book them. */
export function useWithHours() {
  return useQuery({
    queryKey: [...bookingsKey, 'with hours'],
    queryFn: async () => {
      const rows = await rowsOf(supabase.from('availability_hours').select('resource_id'))
      return new Set(rows.map(({ resource_id }) => resource_id))
    },
  })
}

/** `seen_at` is what the form was filled from: who saved meanwhile is not written over. */
export function useSetUp() {
  const queryClient = useQueryClient()
  const afterwards = {
    onSettled: () =>
      Promise.all([servicesKey, bookingsKey].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  }
  const saveService = useMutation({
    mutationFn: (o: ReturnType<typeof savedFrom> & { key: string; seen_at?: string }) =>
      rowsOf(supabase.rpc('save_service', o)),
    ...afterwards,
  })
  const saveResource = useMutation({
    mutationFn: (o: {
      id: string
      kind: string
      name: string
      service_keys: string[]
      time_zone: string
      is_active: boolean
      partner_id?: string
      seen_at?: string
    }) => rowsOf(supabase.rpc('save_resource', o)),
    ...afterwards,
  })
  return { saveService, saveResource }
}

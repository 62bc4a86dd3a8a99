import { useQuery } from '@tanstack/react-query'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

/** Whether anything can be booked here: a company without appointments is shown nothing of them. */
export function useHasServices(isAsked = true): boolean {
  const { data } = useQuery({
    queryKey: ['services', 'any'],
    enabled: isAsked,
    staleTime: 5 * 60_000,
    queryFn: async () => (await rowsOf(supabase.from('services').select('key').limit(1))).length > 0,
  })
  return data ?? false
}

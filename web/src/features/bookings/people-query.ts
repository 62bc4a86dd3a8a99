import { keepPreviousData, useQuery } from '@tanstack/react-query'
import * as v from 'valibot'
import { Failure, rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

const personSchema = v.object({
  id: v.string(),
  name: v.string(),
  email: v.nullable(v.string()),
  avatar_url: v.nullable(v.string()),
})
export type Person = v.InferOutput<typeof personSchema>

/** The shortest that is looked for: a letter alone finds everybody. */
export const shortestSearch = 2

/** For staff: people by part of a name or address, or a whole number of a phone. */
export function useFoundPeople(search: string, with_role?: 'partner') {
  return useQuery({
    queryKey: ['bookings', 'people', search, with_role],
    enabled: search.length >= shortestSearch,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      v.parse(
        v.array(personSchema),
        await rowsOf(supabase.rpc('people_page', { search, page: 8, ...(with_role && { with_role }) })),
      ),
  })
}

/** For staff: one person by id; null when there is none. */
export function usePersonNamed(id: string | null) {
  return useQuery({
    queryKey: ['bookings', 'person', id],
    enabled: id !== null,
    queryFn: async (): Promise<Person | null> => {
      try {
        return v.parse(personSchema, await rowsOf(supabase.rpc('person_overview', { user_id: id ?? '' })))
      } catch (error) {
        // an address that is no id is nobody's either
        if (error instanceof Failure && (error.code === 'person_not_found' || error.code === '22P02'))
          return null
        throw error
      }
    },
  })
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { profileKey, useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import { type QuietHours, quietSchema, usualNight } from './quiet.ts'

const quietKey = ['preferences', 'quiet'] as const

/** The quiet hours of the person signed in; the usual night, switched off, where they set none. */
export function useQuietHours() {
  return useQuery({
    queryKey: quietKey,
    queryFn: async () => {
      const rows = await rowsOf(
        supabase.from('quiet_hours').select('is_enabled, starts, ends, weekdays').limit(1),
      )
      return rows[0] ? v.parse(quietSchema, rows[0]) : usualNight
    },
  })
}

/** Saves quiet hours: shown at once, put back with a word when they were not saved. */
export function useSetQuietHours(): (hours: QuietHours) => void {
  const queryClient = useQueryClient()
  const { mutate } = useMutation({
    scope: { id: 'quiet-hours' },
    mutationFn: ({ hours }: { hours: QuietHours; before: QuietHours | undefined }) =>
      rowsOf(supabase.rpc('set_quiet_hours', hours)),
    onError: (error, { hours, before }) => {
      queryClient.setQueryData(quietKey, before)
      showToast(`Not saved. ${sentenceFor(error)}`, { label: 'Try again', onPress: () => save(hours) })
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: quietKey }),
  })
  function save(hours: QuietHours) {
    const before = queryClient.getQueryData<QuietHours>(quietKey)
    const show = () => queryClient.setQueryData<QuietHours>(quietKey, hours)
    show()
    // an answer that is on its way would put the old state back, and so does calling it off
    void queryClient.cancelQueries({ queryKey: quietKey }).then(show)
    mutate({ hours, before })
  }
  return save
}

/** Moves the person to another time zone, for quiet hours and reminders. */
export function useSetTimeZone() {
  const id = useMyId()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (time_zone: string) => rowsOf(supabase.from('profiles').update({ time_zone }).eq('id', id)),
    onError: (error) => showToast(`Not saved. ${sentenceFor(error)}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: profileKey(id) }),
  })
}

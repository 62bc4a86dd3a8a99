import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { profileKey, useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import { type QuietHours, quietSchema, usualNight } from './quiet.ts'
import { preferencesWords } from './words.ts'

const quietKey = ['preferences', 'quiet'] as const

/**
 * The quiet hours of the person signed in, as they just set them; the usual night, switched off, where they set none. `save` shows at
 * once, and goes back with a word when it was not saved.
 */
export function useQuietHours() {
  const { data, ...query } = useQuery({
    queryKey: quietKey,
    queryFn: async () => {
      const rows = await rowsOf(
        supabase.from('quiet_hours').select('is_enabled, starts, ends, weekdays').limit(1),
      )
      return rows[0] ? v.parse(quietSchema, rows[0]) : usualNight
    },
  })
  const [unsaved, setUnsaved] = useState<QuietHours[]>([])
  const queryClient = useQueryClient()
  const { mutateAsync } = useMutation({
    scope: { id: 'quiet-hours' },
    mutationFn: (hours: QuietHours) => rowsOf(supabase.rpc('set_quiet_hours', hours)),
    // they count as saved once they were read back
    onSettled: () => queryClient.invalidateQueries({ queryKey: quietKey }),
  })
  async function save(hours: QuietHours): Promise<void> {
    setUnsaved((list) => [...list, hours])
    try {
      await mutateAsync(hours)
    } catch (error) {
      showToast(preferencesWords.now().notSaved(sentenceFor(error)), {
        label: preferencesWords.now().tryAgain,
        onPress: () => void save(hours),
      })
    } finally {
      setUnsaved((list) => list.filter((one) => one !== hours))
    }
  }
  return { ...query, hours: unsaved.at(-1) ?? data, save }
}

/** Moves the person to another time zone, for quiet hours and reminders. */
export function useSetTimeZone() {
  const id = useMyId()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (time_zone: string) => rowsOf(supabase.from('profiles').update({ time_zone }).eq('id', id)),
    onError: (error) => showToast(preferencesWords.now().notSaved(sentenceFor(error))),
    onSettled: () => queryClient.invalidateQueries({ queryKey: profileKey(id) }),
  })
}

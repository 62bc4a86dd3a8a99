import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import { type Cell, type Choice, cellSchema, withChoice } from './grid.ts'

const gridKey = ['preferences', 'grid'] as const

/** What holds for the person signed in, cell by cell. */
export function useGrid() {
  return useQuery({
    queryKey: gridKey,
    queryFn: async () => v.parse(v.array(cellSchema), await rowsOf(supabase.rpc('preference_grid'))),
  })
}

/** Saves one switch: shown at once, one after the other, and put back with a word when it was not saved. */
export function useChoose(): (choice: Choice) => void {
  const queryClient = useQueryClient()
  const patch = (choice: Choice) =>
    queryClient.setQueryData<Cell[]>(gridKey, (cells) => cells && withChoice(cells, choice))
  const { mutate } = useMutation({
    // in the order of the presses, or the second could be saved before the first
    scope: { id: 'preferences' },
    mutationFn: async (choice: Choice) => {
      const { category, channel, is_enabled } = choice
      const cell = queryClient
        .getQueryData<Cell[]>(gridKey)
        ?.find((one) => one.category === category && one.channel === channel)
      const version = is_enabled ? cell?.wording_version : null
      await rowsOf(
        supabase.rpc('set_preference', {
          category,
          channel,
          is_enabled,
          ...(version && { wording_version: version }),
        }),
      )
    },
    onError: (error, choice) => {
      patch({ ...choice, is_enabled: !choice.is_enabled })
      showToast(`Not saved. ${sentenceFor(error)}`, { label: 'Try again', onPress: () => choose(choice) })
    },
    onSettled: () =>
      // the last of several presses reads what came of all of them
      queryClient.isMutating({ predicate: ({ options }) => options.scope?.id === 'preferences' }) > 1
        ? undefined
        : queryClient.invalidateQueries({ queryKey: gridKey }),
  })
  function choose(choice: Choice) {
    patch(choice)
    // an answer that is on its way would put the old state back, and so does calling it off
    void queryClient.cancelQueries({ queryKey: gridKey }).then(() => patch(choice))
    mutate(choice)
  }
  return choose
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { locale } from '../../lib/locale.ts'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import { type Choice, cellSchema, withChoice } from './grid.ts'
import { preferencesWords } from './words.ts'

const gridKey = ['preferences', 'grid'] as const

/** What holds for the person signed in, cell by cell. */
function useGrid() {
  return useQuery({
    queryKey: gridKey,
    queryFn: async () =>
      v.parse(v.array(cellSchema), await rowsOf(supabase.rpc('preference_grid', { locale }))),
  })
}

/**
 * The grid as the person just set it. A choice shows at once, is saved in the order of the presses, and goes back with a word when it
 * was not saved. What is not saved yet lies over what the server said, so that no answer on its way can show an old state.
 */
export function useChoices() {
  const { data, ...query } = useGrid()
  const [unsaved, setUnsaved] = useState<Choice[]>([])
  // the last press of each cell: those before it need not be saved any more
  const last = useRef(new Map<string, Choice>())
  const queryClient = useQueryClient()
  const { mutateAsync } = useMutation({
    scope: { id: 'preferences' },
    mutationFn: async (choice: Choice) => {
      const { category, channel, is_enabled } = choice
      if (last.current.get(`${category} ${channel}`) !== choice) return
      const cell = data?.find((one) => one.category === category && one.channel === channel)
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
    // it counts as saved once it was read back
    onSettled: () => queryClient.invalidateQueries({ queryKey: gridKey }),
  })
  async function choose(choice: Choice): Promise<void> {
    last.current.set(`${choice.category} ${choice.channel}`, choice)
    setUnsaved((list) => [...list, choice])
    try {
      await mutateAsync(choice)
    } catch (error) {
      const words = preferencesWords.now()
      showToast(words.notSaved(sentenceFor(error)), {
        label: words.tryAgain,
        onPress: () => void choose(choice),
      })
    } finally {
      setUnsaved((list) => list.filter((one) => one !== choice))
    }
  }
  return { ...query, cells: data && unsaved.reduce(withChoice, data), choose }
}

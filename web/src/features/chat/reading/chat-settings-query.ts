import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { showToast } from '../../../ui/toast.tsx'
import { readingWords } from './words.ts'

const schema = v.object({ is_reading_private: v.boolean(), is_last_seen_private: v.boolean() })
export type ChatSettings = v.InferOutput<typeof schema>
const nothingPrivate: ChatSettings = { is_reading_private: false, is_last_seen_private: false }

// among the preferences, so that a change on another device shows here too
const chatSettingsKey = ['preferences', 'chat'] as const

/** What the person keeps to themselves in chat, as they just set it; `save` shows at once and goes back when it was not saved. */
export function useChatSettings() {
  const queryClient = useQueryClient()
  const { data, ...query } = useQuery({
    queryKey: chatSettingsKey,
    queryFn: async () => {
      const rows = await rowsOf(
        supabase.from('chat_settings').select('is_reading_private, is_last_seen_private').limit(1),
      )
      return rows[0] ? v.parse(schema, rows[0]) : nothingPrivate
    },
  })
  const [unsaved, setUnsaved] = useState<Partial<ChatSettings>[]>([])
  const { mutateAsync } = useMutation({
    scope: { id: 'chat-settings' },
    mutationFn: (change: Partial<ChatSettings>) => rowsOf(supabase.rpc('set_chat_settings', change)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: chatSettingsKey }),
  })
  async function save(change: Partial<ChatSettings>): Promise<void> {
    setUnsaved((list) => [...list, change])
    try {
      await mutateAsync(change)
    } catch (error) {
      const words = readingWords.now()
      showToast(words.notSaved(sentenceFor(error)), {
        label: words.tryAgain,
        onPress: () => void save(change),
      })
    } finally {
      setUnsaved((list) => list.filter((one) => one !== change))
    }
  }
  return { ...query, settings: data && (Object.assign({}, data, ...unsaved) as ChatSettings), save }
}

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { delMany, keys } from 'idb-keyval'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

const pageSize = 30
const looksKey = ['location-views'] as const
const lookSchema = v.object({
  id: v.number(),
  order_number: v.string(),
  kind: v.picklist(['live', 'replay', 'operations']),
  viewer_role: v.picklist(['customer', 'partner', 'staff']),
  // null once the account is gone
  viewer_name: v.nullable(v.string()),
  first_at: v.string(),
  last_at: v.string(),
  times: v.number(),
})
export type Look = v.InferOutput<typeof lookSchema>

/** Who looked at the caller's position, newest first, 30 a page. */
export function useLooks() {
  return useInfiniteQuery({
    queryKey: looksKey,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const rows = await rowsOf(supabase.rpc('my_location_views', pageParam ? { before: pageParam } : {}))
      return v.parse(v.array(lookSchema), rows)
    },
    getNextPageParam: (page) => (page.length < pageSize ? null : (page.at(-1)?.last_at ?? null)),
  })
}

/** Everything that is kept of where the caller was, as the text of a JSON file. */
export async function exportLocation(): Promise<string> {
  return JSON.stringify(await rowsOf(supabase.rpc('export_my_location')), null, 2)
}

const erasedSchema = v.object({
  points: v.number(),
  messages: v.number(),
  // orders in dispute; erased when that ends
  put_off: v.number(),
})

/** What waits on this device to be sent, for whatever order. */
async function forgetQueued(): Promise<void> {
  const waiting = (await keys<string>()).filter((key) => String(key).startsWith('orderline:positions:'))
  await delMany(waiting)
}

export function useEraseLocation() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const erased = v.parse(erasedSchema, await rowsOf(supabase.rpc('erase_my_location')))
      // a browser without IndexedDB keeps nothing that could be left
      await forgetQueued().catch(() => undefined)
      return erased
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: looksKey }),
  })
}

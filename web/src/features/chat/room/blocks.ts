import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'

export const blocksKey = ['blocks'] as const
const blockSchema = v.object({ user_id: v.string(), name: v.string(), blocked_at: v.string() })
export type Block = v.InferOutput<typeof blockSchema>

/** Whom the caller blocked, newest first. */
export function useBlocks() {
  return useQuery({
    queryKey: blocksKey,
    staleTime: 5 * 60_000,
    queryFn: async () => v.parse(v.array(blockSchema), await rowsOf(supabase.rpc('my_blocks'))),
  })
}

const noBlocks: readonly Block[] = []

/** The ids of whom the caller blocked; none until they are known. */
export function useBlockedIds(): ReadonlySet<string> {
  const { data = noBlocks } = useBlocks()
  return useMemo(() => new Set(data.map(({ user_id }) => user_id)), [data])
}

/** Blocks a person, or takes it back. */
export function useBlock() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ userId, isBlocked }: { userId: string; isBlocked: boolean }) =>
      rowsOf(supabase.rpc(isBlocked ? 'block_person' : 'unblock_person', { user_id: userId })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: blocksKey }),
  })
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import * as v from 'valibot'
import type { Json } from '../../../../../supabase/database.types.ts'
import { rowsOf } from '../../../lib/failure.ts'
import type { MessagePlace } from '../../../lib/paths.ts'
import { supabase } from '../../../lib/supabase.ts'

const pageSize = 20
/** One asks when the typing pauses. */
const pauseMs = 250

const foundSchema = v.object({
  message_id: v.string(),
  room_id: v.string(),
  seq: v.number(),
  thread_root: v.nullable(v.string()),
  root_seq: v.nullable(v.number()),
  sender_id: v.nullable(v.string()),
  created_at: v.string(),
  snippet: v.string(),
  /** Where in the snippet the words stand: [from, to), in characters. */
  ranges: v.array(v.tuple([v.number(), v.number()])),
  next: v.custom<Json>(() => true),
})

/** A message that was found. `place` is where to go: an answer in a thread stands below its root. */
export type Found = v.InferOutput<typeof foundSchema> & { place: MessagePlace }

async function fetchPage(
  words: string,
  roomId: string | null,
  before: Json,
  signal: AbortSignal,
): Promise<Found[]> {
  const asked = { query: words, before, page_size: pageSize, ...(roomId && { room_id: roomId }) }
  const found = v.parse(
    v.array(foundSchema),
    await rowsOf(supabase.rpc('search_messages', asked).abortSignal(signal)),
  )
  return found.map((one) => ({
    ...one,
    place:
      one.thread_root && one.root_seq
        ? { id: one.thread_root, seq: one.root_seq, reply: one.message_id }
        : { id: one.message_id, seq: one.seq },
  }))
}

/** Whether there is enough to search for: two letters, or one sign of a script where a sign is a word. */
export const isWord = (words: string): boolean => /[\p{L}\p{N}]{2}|[^\p{ASCII}\s]/u.test(words)

/**
 * Messages that hold what is typed, in all rooms or in one. `data` always belongs to the words given: while one types
 * there is none. Asked again for each new question, since words may be said in between.
 */
export function useSearch(typed: string, roomId: string | null) {
  const words = typed.trim()
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), pauseMs)
    return () => clearTimeout(timer)
  }, [words])
  const isSettled = settled === words
  const isAsked = isWord(words)
  const { data, ...query } = useInfiniteQuery({
    queryKey: ['search', roomId, settled],
    queryFn: ({ pageParam, signal }) => fetchPage(settled, roomId, pageParam, signal),
    initialPageParam: null as Json,
    getNextPageParam: (last: Found[]) => (last.length < pageSize ? undefined : last.at(-1)?.next),
    enabled: isAsked && isSettled,
    gcTime: 60_000,
  })
  const isCurrent = isAsked && isSettled
  return {
    isAsked,
    found: isCurrent ? data?.pages.flat() : undefined,
    error: isCurrent ? query.error : null,
    hasMore: isCurrent && query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    isMoreFailed: query.isFetchNextPageError,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  }
}

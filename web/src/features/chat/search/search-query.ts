import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'

const foundSchema = v.object({
  message_id: v.string(),
  room_id: v.string(),
  seq: v.number(),
  thread_root: v.nullable(v.string()),
  root_seq: v.nullable(v.number()),
  sender_id: v.nullable(v.string()),
  created_at: v.string(),
  snippet: v.string(),
  /** Where the found words stand in the snippet: [from, to) in characters, not UTF-16 units. */
  ranges: v.array(v.tuple([v.number(), v.number()])),
  next: v.record(v.string(), v.union([v.string(), v.number()])),
})

/** A message that holds what was searched for. */
export type Found = v.InferOutput<typeof foundSchema>

/** Where to go for it: what was said in a thread is found at the message the thread hangs on. */
export const placeOf = ({ message_id, seq, thread_root, root_seq }: Found) =>
  thread_root && root_seq ? { id: thread_root, seq: root_seq } : { id: message_id, seq }

const pageSize = 20
/** One letter is not yet a question, except where one sign is a word. */
const isQuestion = (words: string) => words.length > 1 || /\p{Script=Han}|\p{Script=Thai}/u.test(words)
const pauseMs = 250

/** What somebody types, once they pause. */
export function usePaused(words: string): string {
  const [paused, setPaused] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), pauseMs)
    return () => clearTimeout(timer)
  }, [words])
  return paused
}

/**
 * Messages with these words, in one room or in all of the person's, best first. `isCurrent` is false while the answer to these
 * words is still to come: what is there then is never that of others.
 */
export function useSearch(words: string, roomId: string | null) {
  const asked = usePaused(words)
  const query = useInfiniteQuery({
    queryKey: ['search', roomId, asked],
    enabled: isQuestion(asked),
    initialPageParam: null as Found['next'] | null,
    queryFn: async ({ pageParam, signal }) => {
      const request = supabase
        .rpc('search_messages', {
          // what no text in the database can hold
          query: asked.replaceAll('\0', ' '),
          ...(roomId && { room_id: roomId }),
          ...(pageParam && { before: pageParam }),
          page_size: pageSize,
        })
        .abortSignal(signal)
      return v.parse(v.array(foundSchema), await rowsOf(request))
    },
    getNextPageParam: (page) => (page.length < pageSize ? undefined : page.at(-1)?.next),
    gcTime: 60_000,
  })
  return { ...query, isQuestion: isQuestion(words), isCurrent: asked === words && query.data !== undefined }
}

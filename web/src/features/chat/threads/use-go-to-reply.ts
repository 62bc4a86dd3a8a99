import { type RefObject, useEffect, useRef } from 'react'
import { lightUp } from '../list/light-up.ts'
import type { useThread } from './use-thread.ts'

/** Brings one answer of a thread into view, and fetches earlier ones until it is there; each object is a new wish. */
export function useGoToReply(
  list: RefObject<HTMLElement | null>,
  reply: { id: string } | null,
  thread: Pick<
    ReturnType<typeof useThread>,
    'replies' | 'hasNextPage' | 'isFetching' | 'isFetchNextPageError' | 'fetchNextPage'
  >,
): void {
  const { replies, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = thread
  const shown = useRef<{ id: string } | null>(null)
  useEffect(() => {
    if (reply === null || shown.current === reply) return
    if (replies.some(({ id }) => id === reply.id)) {
      const row = list.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(reply.id)}"]`)
      if (!row) return
      shown.current = reply
      lightUp(row)
    } else if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage()
  }, [list, reply, replies, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage])
}

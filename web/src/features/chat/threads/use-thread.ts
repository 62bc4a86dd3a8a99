import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import type { Message } from '../log/message.ts'
import { type MessageLog, oldestSeq } from '../log/message-log.ts'
import { mergeThread } from './thread-lines.ts'
import { fetchThread, threadPageSize } from './thread-source.ts'
import { unreadThreadsKey } from './use-unread-threads.ts'

/** The replies of a thread, live: pages from the server, and over them what the room's log has heard since. */
export function useThread(root: Message, log: MessageLog) {
  const queryClient = useQueryClient()
  const queryKey = useMemo(() => ['thread', root.id], [root.id])
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => fetchThread(root.id, pageParam),
    initialPageParam: null as number | null,
    // pages go back in time
    getNextPageParam: (page) => (page.length < threadPageSize ? undefined : page[0]?.seq),
  })
  // the root changes with each reply; a log that begins anew has forgotten what it had heard
  const version = `${root.rev} ${oldestSeq(log)}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that more may be there
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey })
  }, [queryClient, queryKey, version])
  const pages = query.data?.pages
  const replies = useMemo(
    () => mergeThread(pages?.flat() ?? [], [...log.shown, ...log.aside.values()], root.id),
    [pages, log, root.id],
  )
  return { ...query, replies }
}

/** Marks a thread read up to `seq` while it is seen. */
export function useThreadReading(root: Message, seq: number, isSeen: boolean): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    if (!isSeen || seq === 0) return
    const mark = () => {
      if (document.visibilityState !== 'visible') return
      // what could not be told is told with the next reply, or when the page is looked at again
      rowsOf(supabase.rpc('mark_thread_read', { thread_root: root.id, seq }))
        .then(() => queryClient.invalidateQueries({ queryKey: unreadThreadsKey(root.room_id) }))
        .catch(() => undefined)
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [queryClient, root.id, root.room_id, seq, isSeen])
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../../lib/realtime.ts'
import { useMyId } from '../../../lib/session.tsx'
import type { MessageLog } from '../log/message-log.ts'
import { fetchUnreadThreads } from './thread-source.ts'

const none: ReadonlyMap<string, number> = new Map()
export const unreadThreadsKey = (roomId: string) => ['unread-threads', roomId]

/** Unread messages per thread of a room: counted by the server, asked again when a thread grows or was read elsewhere. */
export function useUnreadThreads(roomId: string, log: MessageLog): ReadonlyMap<string, number> {
  const queryClient = useQueryClient()
  const me = useMyId()
  const newest = log.shown.findLast(({ thread_root }) => thread_root)
  const { data } = useQuery({ queryKey: unreadThreadsKey(roomId), queryFn: () => fetchUnreadThreads(roomId) })
  const version = `${newest?.rev} ${log.isOpen}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that a thread has changed
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: unreadThreadsKey(roomId) })
  }, [queryClient, roomId, version])
  useEffect(() => {
    const recount = () => void queryClient.invalidateQueries({ queryKey: unreadThreadsKey(roomId) })
    return subscribe(`user:${me}`, { thread_read: recount }, { private: true, onReady: recount })
  }, [queryClient, roomId, me])
  return data ?? none
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { supportKey } from './support-query.ts'

/** Many requests may move at once; the queue is asked at most this often. */
const restMs = 400
const parts = ['queue', 'counts', 'ticket', 'reports', 'labels', 'canned']

/** Keeps the queue, its counts and the open request true while a page of support is open. */
export function useSupportLive(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => {
      timer = undefined
      for (const part of parts) void queryClient.invalidateQueries({ queryKey: [...supportKey, part] })
    }
    const soon = () => {
      timer ??= setTimeout(refetch, restMs)
    }
    const end = subscribe(
      'staff',
      { ticket_updated: soon, report_created: soon, report_settled: soon },
      { private: true, onReady: refetch },
    )
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [queryClient])
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { announcementsKey } from './announcements-query.ts'

/** Realtime may speak a moment before a read sees the row. */
const secondLookMs = 400

/** Keeps list, announcement and figures true while one of their pages is open. */
export function useAnnouncementsLive(): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => {
      for (const part of ['list', 'one', 'progress'])
        void queryClient.invalidateQueries({ queryKey: [...announcementsKey, part] })
    }
    const end = subscribe(
      'staff',
      {
        announcement_updated: () => {
          refetch()
          clearTimeout(timer)
          timer = setTimeout(refetch, secondLookMs)
        },
      },
      { private: true, onReady: refetch },
    )
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [queryClient])
}

import { useEffect, useRef } from 'react'
import type { Notification } from './notification.ts'
import { useNotificationActions } from './use-notification-actions.ts'

/** At most a page: what lies further down was fetched, but not looked at. */
const most = 50

/** Notes once that these were on a screen. */
export function useSeen(list: readonly Notification[]): void {
  const { seen } = useNotificationActions()
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (document.visibilityState !== 'visible') return
    const fresh = list
      .slice(0, most)
      .filter(({ id, seen_at }) => seen_at === null && !told.current.has(id))
      .map(({ id }) => id)
    if (fresh.length === 0) return
    for (const id of fresh) told.current.add(id)
    seen(fresh)
  }, [list, seen])
}

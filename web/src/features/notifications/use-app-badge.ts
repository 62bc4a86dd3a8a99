import { useEffect } from 'react'
import { setTitleBadge } from '../../lib/title.ts'

/** The number in the page's title and on the installed app's icon. */
export function useAppBadge(unread: number): void {
  useEffect(() => {
    setTitleBadge(unread)
    // an icon badge is a comfort: browsers without it, or without leave to set it, say no
    const done = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.()
    done?.catch(() => undefined)
  }, [unread])
  useEffect(() => () => setTitleBadge(0), [])
}

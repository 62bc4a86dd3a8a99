import { CheckCheck } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { wholeInbox } from './inbox-filter.ts'
import { momentAfter } from './notification.ts'
import { useLatestNotifications, useUnreadCount } from './notifications-query.ts'
import { useNotificationActions } from './use-notification-actions.ts'
import { inboxWords } from './words/inbox.ts'

/** Only there while something is unread. What arrives while one presses stays unread. */
export function MarkAllRead() {
  const words = inboxWords.use()
  const unread = useUnreadCount()
  const newest = useLatestNotifications().data?.[0]
  const { act } = useNotificationActions()
  if (unread === 0 || !newest) return null
  return (
    <Button
      look="quiet"
      className="px-3"
      icon={<CheckCheck size={20} aria-hidden className="max-sm:hidden" />}
      onClick={() => void act({ name: 'read' }, { filter: wholeInbox, before: momentAfter(newest) })}
    >
      {words.markAllRead}
    </Button>
  )
}

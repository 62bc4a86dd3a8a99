import { CheckCheck } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { useUnreadCount } from './notifications-query.ts'
import { useNotificationActions } from './use-notification-actions.ts'

/** Only there while something is unread. */
export function MarkAllRead() {
  const unread = useUnreadCount()
  const { markAllRead } = useNotificationActions()
  if (unread === 0) return null
  return (
    <Button
      look="quiet"
      className="px-3"
      icon={<CheckCheck size={20} aria-hidden />}
      onClick={() => void markAllRead()}
    >
      Mark all as read
    </Button>
  )
}

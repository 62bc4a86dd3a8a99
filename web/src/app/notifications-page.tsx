import { NotificationCentre } from '../features/notifications/notification-centre.tsx'
import { useTitle } from '../lib/title.ts'
import { Page } from '../ui/page.tsx'

export function NotificationsPage() {
  useTitle('Notifications')
  return (
    <Page>
      <NotificationCentre />
    </Page>
  )
}

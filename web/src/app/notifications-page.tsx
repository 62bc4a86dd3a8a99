import { NotificationCentre } from '../features/notifications/notification-centre.tsx'
import { useTitle } from '../lib/title.ts'
import { Page } from '../ui/page.tsx'
import { appWords } from './words.ts'

export function NotificationsPage() {
  useTitle(appWords.use().notifications)
  return (
    <Page>
      <NotificationCentre />
    </Page>
  )
}

import { ChevronLeft } from 'lucide-react'
import { useNavigate } from 'react-router'
import { NotificationCentre } from '../features/notifications/notification-centre.tsx'
import { paths } from '../lib/paths.ts'
import { useTitle } from '../lib/title.ts'
import { IconButton } from '../ui/icon-button.tsx'

export function NotificationsPage() {
  useTitle('Notifications')
  const navigate = useNavigate()
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <IconButton
        label="Back to orders"
        className="mt-2 -mb-4 ml-2 lg:absolute"
        onClick={() => navigate(paths.orders)}
      >
        <ChevronLeft size={20} aria-hidden />
      </IconButton>
      <NotificationCentre />
    </div>
  )
}

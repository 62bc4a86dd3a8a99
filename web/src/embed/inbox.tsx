import { Bell as BellButton } from '../features/notifications/bell.tsx'
import { NotificationCentre } from '../features/notifications/notification-centre.tsx'
import { WhenSignedIn } from './signed-in.tsx'

/** The bell with the exact count and the last ten below it. Hangs from the nearest positioned box on a phone. */
export function Bell() {
  return (
    <WhenSignedIn>
      <BellButton />
    </WhenSignedIn>
  )
}

/** The whole inbox, with filters, bulk actions and undo. As tall as what is in it: the host scrolls. */
export function Inbox() {
  return (
    <WhenSignedIn>
      <div className="flex flex-col gap-4">
        <NotificationCentre />
      </div>
    </WhenSignedIn>
  )
}

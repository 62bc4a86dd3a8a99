import { lazy } from 'react'
import { Bell as BellButton } from '../features/notifications/bell.tsx'
import { WhenSignedIn } from './signed-in.tsx'

// each part is fetched when it is first shown; the bell is on every page
const NotificationCentre = lazy(() =>
  import('../features/notifications/notification-centre.tsx').then((module) => ({
    default: module.NotificationCentre,
  })),
)

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

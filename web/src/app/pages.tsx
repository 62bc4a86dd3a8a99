import { late } from '../lib/late.tsx'
import { paths } from '../lib/paths.ts'
import { hasStoredSession } from '../lib/session-storage.ts'

// the map and the chat come with theirs
export const Shell = late(() => import('./shell.tsx').then((m) => m.Shell))
export const OrdersLayout = late(() => import('./orders-layout.tsx').then((m) => m.OrdersLayout))
export const OrderPage = late(() => import('./order-page.tsx').then((m) => m.OrderPage))
export const ReplayPage = late(() => import('./replay-page.tsx').then((m) => m.ReplayPage))
export const PlaceOrderPage = late(() => import('./place-order-page.tsx').then((m) => m.PlaceOrderPage))
export const NotificationsPage = late(() =>
  import('./notifications-page.tsx').then((m) => m.NotificationsPage),
)
export const MessagesPage = late(() => import('./messages-page.tsx').then((m) => m.MessagesPage))
export const SettingsPage = late(() => import('./settings-page.tsx').then((m) => m.SettingsPage))
export const AnnouncementsPage = late(() =>
  import('../features/announcements/announcements-page.tsx').then((m) => m.AnnouncementsPage),
)
export const AnnouncementPage = late(() =>
  import('../features/announcements/announcement-page.tsx').then((m) => m.AnnouncementPage),
)
export const HealthPage = late(() => import('../features/health/health-page.tsx').then((m) => m.HealthPage))
export const AuditPage = late(() => import('../features/audit/audit-page.tsx').then((m) => m.AuditPage))
export const PeoplePage = late(() => import('./people-page.tsx').then((m) => m.PeoplePage))
export const RequestsPage = late(() =>
  import('../features/support/requests-page.tsx').then((m) => m.RequestsPage),
)
export const NewHelpPage = late(() => import('./help-page.tsx').then((m) => m.NewHelpPage))
export const HelpRoomPage = late(() => import('./help-page.tsx').then((m) => m.HelpRoomPage))
export const BookingsPage = late(() =>
  import('../features/bookings/bookings-page.tsx').then((m) => m.BookingsPage),
)
export const BookPage = late(() => import('../features/bookings/book-page.tsx').then((m) => m.BookPage))
// the way to both is on the page of bookings: what they need is named in its file, not in the first one
export const HoursPage = late(() => import('../features/bookings/bookings-page.tsx').then((m) => m.HoursPage))
export const SetUpPage = late(() => import('../features/bookings/bookings-page.tsx').then((m) => m.SetUpPage))
export const BookingPage = late(() =>
  import('../features/bookings/booking-page.tsx').then((m) => m.BookingPage),
)
export const ReportsPage = late(() =>
  import('../features/support/reports-page.tsx').then((m) => m.ReportsPage),
)
export const ShelfPage = late(() => import('../features/support/shelf-page.tsx').then((m) => m.ShelfPage))
export const SupportPage = late(() => import('./support-page.tsx').then((m) => m.SupportPage))
export const OperationsPage = late(() => import('./operations-page.tsx').then((m) => m.OperationsPage))
export const NotFoundPage = late(() => import('./not-found-page.tsx').then((m) => m.NotFoundPage))
export const UnsubscribePage = late(() =>
  import('../features/mail/unsubscribe-page.tsx').then((m) => m.UnsubscribePage),
)
export const SignInPage = late(() => import('../features/auth/sign-in-page.tsx').then((m) => m.SignInPage))
export const SignUpPage = late(() => import('../features/auth/sign-up-page.tsx').then((m) => m.SignUpPage))
export const ResetPasswordPage = late(() =>
  import('../features/auth/reset-password-page.tsx').then((m) => m.ResetPasswordPage),
)
export const NewPasswordPage = late(() =>
  import('../features/auth/new-password-page.tsx').then((m) => m.NewPasswordPage),
)
// a build for people leaves it out, and all it imports
export const DesignPage = import.meta.env.DEV
  ? late(() => import('./design/design-page.tsx').then((m) => m.DesignPage))
  : null

/** What the address opens for whom this device knows; what few open first is fetched when it is shown. */
function openedBy(pathname: string): { fetch: () => Promise<unknown> }[] {
  if (!hasStoredSession()) return pathname === paths.signUp ? [SignUpPage] : [SignInPage]
  if (pathname.startsWith(paths.messages)) return [Shell, MessagesPage]
  if (pathname.startsWith(paths.notifications)) return [Shell, NotificationsPage]
  if (pathname.startsWith(paths.order('')) && pathname !== paths.placeOrder)
    return [Shell, OrdersLayout, OrderPage]
  return [Shell, OrdersLayout]
}

/** Fetches what the address opens, all at once. Never fails: what did not come is asked for again when it is shown. */
export async function fetchOpened(pathname: string): Promise<void> {
  await Promise.allSettled(openedBy(pathname).map((one) => one.fetch()))
}

import { lazy } from 'react'
import { hasStoredSession } from '../lib/session-storage.ts'

// each page is fetched when first opened; the map and the chat come with theirs
const loadShell = () => import('./shell.tsx')
const loadOrders = () => import('./orders-layout.tsx')
if (hasStoredSession()) {
  // nearly every visit ends here, so these two do not wait for the session to be checked
  void loadShell()
  void loadOrders()
}

export const Shell = lazy(() => loadShell().then((m) => ({ default: m.Shell })))
export const OrdersLayout = lazy(() => loadOrders().then((m) => ({ default: m.OrdersLayout })))
export const OrderPage = lazy(() => import('./order-page.tsx').then((m) => ({ default: m.OrderPage })))
export const ReplayPage = lazy(() => import('./replay-page.tsx').then((m) => ({ default: m.ReplayPage })))
export const PlaceOrderPage = lazy(() =>
  import('./place-order-page.tsx').then((m) => ({ default: m.PlaceOrderPage })),
)
export const NotificationsPage = lazy(() =>
  import('./notifications-page.tsx').then((m) => ({ default: m.NotificationsPage })),
)
export const MessagesPage = lazy(() =>
  import('./messages-page.tsx').then((m) => ({ default: m.MessagesPage })),
)
export const SettingsPage = lazy(() =>
  import('./settings-page.tsx').then((m) => ({ default: m.SettingsPage })),
)
export const AnnouncementsPage = lazy(() =>
  import('../features/announcements/announcements-page.tsx').then((m) => ({ default: m.AnnouncementsPage })),
)
export const AnnouncementPage = lazy(() =>
  import('../features/announcements/announcement-page.tsx').then((m) => ({ default: m.AnnouncementPage })),
)
export const HealthPage = lazy(() =>
  import('../features/health/health-page.tsx').then((m) => ({ default: m.HealthPage })),
)
export const AuditPage = lazy(() =>
  import('../features/audit/audit-page.tsx').then((m) => ({ default: m.AuditPage })),
)
export const PeoplePage = lazy(() => import('./people-page.tsx').then((m) => ({ default: m.PeoplePage })))
export const RequestsPage = lazy(() =>
  import('../features/support/requests-page.tsx').then((m) => ({ default: m.RequestsPage })),
)
export const NewHelpPage = lazy(() => import('./help-page.tsx').then((m) => ({ default: m.NewHelpPage })))
export const HelpRoomPage = lazy(() => import('./help-page.tsx').then((m) => ({ default: m.HelpRoomPage })))
export const BookingsPage = lazy(() =>
  import('../features/bookings/bookings-page.tsx').then((m) => ({ default: m.BookingsPage })),
)
export const BookPage = lazy(() =>
  import('../features/bookings/book-page.tsx').then((m) => ({ default: m.BookPage })),
)
export const HoursPage = lazy(() =>
  import('../features/bookings/hours-page.tsx').then((m) => ({ default: m.HoursPage })),
)
export const BookingPage = lazy(() =>
  import('../features/bookings/booking-page.tsx').then((m) => ({ default: m.BookingPage })),
)
export const ReportsPage = lazy(() =>
  import('../features/support/reports-page.tsx').then((m) => ({ default: m.ReportsPage })),
)
export const ShelfPage = lazy(() =>
  import('../features/support/shelf-page.tsx').then((m) => ({ default: m.ShelfPage })),
)
export const SupportPage = lazy(() => import('./support-page.tsx').then((m) => ({ default: m.SupportPage })))
export const OperationsPage = lazy(() =>
  import('./operations-page.tsx').then((m) => ({ default: m.OperationsPage })),
)
export const NotFoundPage = lazy(() =>
  import('./not-found-page.tsx').then((m) => ({ default: m.NotFoundPage })),
)
export const UnsubscribePage = lazy(() =>
  import('../features/mail/unsubscribe-page.tsx').then((m) => ({ default: m.UnsubscribePage })),
)
export const SignInPage = lazy(() =>
  import('../features/auth/sign-in-page.tsx').then((m) => ({ default: m.SignInPage })),
)
export const SignUpPage = lazy(() =>
  import('../features/auth/sign-up-page.tsx').then((m) => ({ default: m.SignUpPage })),
)
export const ResetPasswordPage = lazy(() =>
  import('../features/auth/reset-password-page.tsx').then((m) => ({ default: m.ResetPasswordPage })),
)
export const NewPasswordPage = lazy(() =>
  import('../features/auth/new-password-page.tsx').then((m) => ({ default: m.NewPasswordPage })),
)
// a build for people leaves it out, and all it imports
export const DesignPage = import.meta.env.DEV
  ? lazy(() => import('./design/design-page.tsx').then((m) => ({ default: m.DesignPage })))
  : null

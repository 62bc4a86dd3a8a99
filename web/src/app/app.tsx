import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { restoreKept } from '../lib/kept-cache.ts'
import { tellDrawn } from '../lib/painted.ts'
import { paths } from '../lib/paths.ts'
import { makeQueryClient } from '../lib/query-client.ts'
import { SessionProvider } from '../lib/session.tsx'
import { hasStoredSession, storedSession } from '../lib/session-storage.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { FirstPaint } from './first-paint.tsx'
import { KeptPages } from './kept-pages.tsx'
import * as page from './pages.tsx'
import { RequireSession } from './require-session.tsx'
import { RequireStaff } from './require-staff.tsx'

function AppRoutes() {
  return (
    <Routes>
      <Route path={paths.signIn} element={<page.SignInPage />} />
      <Route path={paths.signUp} element={<page.SignUpPage />} />
      <Route path={paths.resetPassword} element={<page.ResetPasswordPage />} />
      <Route path={paths.newPassword} element={<page.NewPasswordPage />} />
      {page.DesignPage && <Route path="/design" element={<page.DesignPage />} />}
      <Route path={`${paths.unsubscribe}/:token?`} element={<page.UnsubscribePage />} />
      <Route element={<RequireSession />}>
        <Route element={<page.Shell />}>
          <Route index element={<Navigate to={paths.orders} replace />} />
          <Route path="orders" element={<page.OrdersLayout />}>
            <Route path="new" element={<page.PlaceOrderPage />} />
            <Route path=":orderId/*" element={<page.OrderPage />} />
          </Route>
          <Route path="messages/:roomId?" element={<page.MessagesPage />} />
          <Route path="notifications/*" element={<page.NotificationsPage />} />
          <Route path="help" element={<page.RequestsPage />} />
          <Route path="help/new" element={<page.NewHelpPage />} />
          <Route path="help/:roomId" element={<page.HelpRoomPage />} />
          <Route path="bookings" element={<page.BookingsPage />} />
          <Route path="bookings/new" element={<page.BookPage />} />
          <Route path="bookings/hours" element={<page.HoursPage />} />
          <Route path="bookings/:bookingId" element={<page.BookingPage />} />
          <Route path="settings" element={<page.SettingsPage />} />
          <Route element={<RequireStaff />}>
            <Route path="orders/:orderId/replay" element={<page.ReplayPage />} />
            <Route path="bookings/services" element={<page.SetUpPage />} />
            <Route path="support/reports" element={<page.ReportsPage />} />
            <Route path="support/replies" element={<page.ShelfPage />} />
            <Route path="support/:roomId?" element={<page.SupportPage />} />
            <Route path="operations/:orderId?" element={<page.OperationsPage />} />
            <Route path="audit" element={<page.AuditPage />} />
            <Route path="people/:personId?" element={<page.PeoplePage />} />
            <Route path="health" element={<page.HealthPage />} />
            <Route path="announcements" element={<page.AnnouncementsPage />} />
            <Route path="announcements/:announcementId" element={<page.AnnouncementPage />} />
          </Route>
          <Route path="*" element={<page.NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  )
}

const outline = () => (hasStoredSession() ? <FirstPaint /> : null)

/** What the address opens and what the device has kept of its person are fetched at once, and shown when both are there. */
export function start() {
  const queryClient = makeQueryClient()
  const person = storedSession()?.user.id
  const kept = person && restoreKept(queryClient, person)
  return { queryClient, ready: Promise.all([kept, page.fetchOpened(location.pathname)]) }
}

export function App({ queryClient, ready }: ReturnType<typeof start>) {
  const [isReady, setReady] = useState(false)
  useEffect(() => void ready.then(() => setReady(true)), [ready])
  useEffect(() => {
    if (isReady) tellDrawn()
  }, [isReady])
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <SessionProvider>
          <BrowserRouter>
            <Suspense fallback={outline()}>
              {isReady ? (
                <KeptPages>
                  <AppRoutes />
                </KeptPages>
              ) : (
                outline()
              )}
            </Suspense>
          </BrowserRouter>
        </SessionProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  )
}

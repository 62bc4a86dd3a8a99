import { Clock, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { late } from '../../lib/late.tsx'
import { paths } from '../../lib/paths.ts'
import { useMyId, useProfile } from '../../lib/session.tsx'
import { useTitle } from '../../lib/title.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { BookingRowsWaiting } from './booking-row.tsx'
import { useServices } from './bookings-query.ts'
import { CarerWeek } from './carer-week.tsx'
import { DayBoard } from './day-board.tsx'
import { MyBookings } from './my-bookings.tsx'
import { SeriesSection } from './series-section.tsx'
import { useBookingsLive } from './use-bookings-live.ts'
import { WaitsSection } from './waits-section.tsx'
import { bookingWords } from './words/booking.ts'
import { deskWords } from './words/desk.ts'

export const HoursPage = late(() => import('./hours-page.tsx').then((m) => m.HoursPage))
export const SetUpPage = late(() => import('./set-up-page.tsx').then((m) => m.SetUpPage))

function OwnBookings() {
  const words = bookingWords.use()
  return (
    <div className="flex flex-col gap-6">
      <MyBookings
        action={
          <Link to={paths.newBooking} className={buttonClasses()}>
            <Plus size={20} aria-hidden /> {words.book}
          </Link>
        }
      />
      <SeriesSection />
      <WaitsSection />
    </div>
  )
}

function DeskLinks() {
  const words = deskWords.use()
  return (
    <nav aria-label={words.desk} className="flex flex-wrap gap-2">
      <Link to={paths.newBooking} className={buttonClasses()}>
        <Plus size={20} aria-hidden /> {words.newBooking}
      </Link>
      <Link to={paths.bookingHours} className={buttonClasses('secondary')}>
        <Clock size={20} aria-hidden /> {words.hoursOf}
      </Link>
      <Link to={paths.services} className={buttonClasses('secondary')}>
        <Settings2 size={20} aria-hidden /> {words.services}
      </Link>
    </nav>
  )
}

/** Where appointments are: a customer's own, a carer's week, and for staff a day of everybody. */
export function BookingsPage() {
  const words = bookingWords.use()
  const desk = deskWords.use()
  useTitle(words.title)
  useBookingsLive()
  const me = useMyId()
  const role = useProfile().data?.role
  const { data: offer } = useServices()
  const [view, setView] = useState<'week' | 'own'>('week')
  const carer = offer?.resources.find(({ partner_id }) => partner_id === me)
  const isStaff = role === 'staff'
  return (
    <Page width={isStaff ? 'wide' : 'narrow'}>
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.backToOrders }}>
        {isStaff ? (
          <DeskLinks />
        ) : carer ? (
          <Link to={paths.bookingHours} className={buttonClasses('secondary')}>
            <Clock size={20} aria-hidden /> {desk.hours}
          </Link>
        ) : (
          <Link to={paths.newBooking} className={buttonClasses()}>
            <Plus size={20} aria-hidden /> {words.book}
          </Link>
        )}
      </PageHeader>
      {isStaff && offer && <DayBoard offer={offer} />}
      {isStaff && !offer && <BookingRowsWaiting />}
      {!isStaff && carer && (
        <Tabs
          label={desk.views}
          tabs={[
            { value: 'week', label: desk.week },
            { value: 'own', label: desk.own },
          ]}
          chosen={view}
          onChoose={setView}
        >
          {view === 'week' ? <CarerWeek carer={carer} /> : <OwnBookings />}
        </Tabs>
      )}
      {!isStaff && !carer && role && <OwnBookings />}
    </Page>
  )
}

import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { MyBookings } from './my-bookings.tsx'
import { useBookingsLive } from './use-bookings-live.ts'
import { bookingWords } from './words/booking.ts'

/** Where appointments are: a customer's own. */
export function BookingsPage() {
  const words = bookingWords.use()
  useTitle(words.title)
  useBookingsLive()
  const book = (
    <Link to={paths.newBooking} className={buttonClasses()}>
      <Plus size={20} aria-hidden /> {words.book}
    </Link>
  )
  return (
    <Page>
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.backToOrders }}>
        {book}
      </PageHeader>
      <MyBookings action={book} />
    </Page>
  )
}

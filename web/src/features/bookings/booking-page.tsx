import { useParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useTitle } from '../../lib/title.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { BookingDetails } from './booking-details.tsx'
import { useBooking } from './bookings-query.ts'
import { useBookingsLive } from './use-bookings-live.ts'
import { bookingWords } from './words/booking.ts'

/** One booking: when and where, what one can do about it, and what happened to it. */
export function BookingPage() {
  const { bookingId = '' } = useParams()
  const words = bookingWords.use()
  const { data, error, refetch } = useBooking(bookingId)
  const isOnline = useOnline()
  useBookingsLive()
  useTitle(data ? words.one.numbered(data.number) : words.one.title)
  return (
    <Page>
      <PageHeader
        title={data ? words.one.numbered(data.number) : words.one.title}
        back={{ to: paths.bookings, label: words.back }}
      />
      {data && <BookingDetails booking={data} />}
      {data === null && <EmptyState title={words.one.notThere} />}
      {data === undefined && !isOnline && <EmptyState title={words.one.offline} />}
      {data === undefined && isOnline && error && (
        <ErrorState title={words.one.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {data === undefined && isOnline && !error && (
        <Waiting label={words.one.loading}>
          <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-5">
            <Skeleton className="h-7 w-2/3" />
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-11 w-40" />
          </div>
        </Waiting>
      )}
    </Page>
  )
}

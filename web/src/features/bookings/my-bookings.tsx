import { CalendarDays } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { dayMs } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { isLive } from './booking.ts'
import { BookingRow, BookingRowsWaiting } from './booking-row.tsx'
import { useBookings } from './bookings-query.ts'
import { bookingWords } from './words/booking.ts'

const farAway = '2100-01-01T00:00:00Z'
// what repeats fills a list for weeks ahead
const most = 8
const longAgo = '2000-01-01T00:00:00Z'

/** A customer's own bookings: what is to come, soonest first, and what was. What was cancelled is past. */
export function MyBookings({ action }: { action: ReactNode }) {
  const words = bookingWords.use()
  const [tab, setTab] = useState<'upcoming' | 'past'>('upcoming')
  const [isWhole, setWhole] = useState(false)
  const isOnline = useOnline()
  // by the day, so that the key is the same for a while; what ended within it is judged below
  const now = useNow()
  const since = new Date(Math.floor(now.getTime() / dayMs - 1) * dayMs).toISOString()
  const upcoming = tab === 'upcoming'
  const { data, error, refetch } = useBookings('mine', upcoming ? since : longAgo, farAway, !upcoming)
  const shown = data?.filter((one) => (isLive(one) && new Date(one.ends_at) > now) === upcoming)
  return (
    <Tabs
      label={words.lists}
      tabs={[
        { value: 'upcoming', label: words.upcoming },
        { value: 'past', label: words.past },
      ]}
      chosen={tab}
      onChoose={setTab}
    >
      {shown && shown.length > 0 && (
        <ul aria-label={upcoming ? words.upcoming : words.past} className="row-list">
          {shown.slice(0, isWhole ? undefined : most).map((booking) => (
            <BookingRow key={booking.id} booking={booking} />
          ))}
        </ul>
      )}
      {shown && !isWhole && shown.length > most && (
        <Button look="quiet" className="mt-1" onClick={() => setWhole(true)}>
          {words.showAll(shown.length)}
        </Button>
      )}
      {shown?.length === 0 && (
        <EmptyState
          icon={<CalendarDays size={20} aria-hidden />}
          title={upcoming ? words.upcomingNone : words.pastNone}
          action={upcoming && action}
        />
      )}
      {!data && !isOnline && <EmptyState title={words.offline} />}
      {!data && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!data && isOnline && !error && <BookingRowsWaiting />}
    </Tabs>
  )
}

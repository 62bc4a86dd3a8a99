import { Repeat } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { Badge } from '../../ui/badge.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { type Booking, isLive, tones } from './booking.ts'
import { bookingWords } from './words/booking.ts'
import { clockRangeIn, otherZone, rangeIn } from './zoned.ts'

/** One booking in a list: when, what, with whom. The status only where it is not simply confirmed. */
export function BookingRow({ booking, isDayKnown = false }: { booking: Booking; isDayKnown?: boolean }) {
  const words = bookingWords.use()
  const { time_zone: zone } = booking
  const [from, to] = [new Date(booking.starts_at), new Date(booking.ends_at)]
  const elsewhere = otherZone(zone, from)
  const who =
    booking.part === 'customer'
      ? booking.carer && words.with(booking.carer)
      : booking.customer && words.for(booking.customer)
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <Link to={paths.booking(booking.id)} className="row-link">
          <time dateTime={booking.starts_at} className={isLive(booking) ? '' : 'text-ink-soft'}>
            {isDayKnown ? clockRangeIn(zone, from, to) : rangeIn(zone, from, to, 'short')}
          </time>
        </Link>
        <p className="text-13 text-ink-soft wrap-anywhere">
          <span dir="auto">{booking.service}</span>
          {who && <> · {who}</>}
          {booking.room && <> · {words.inRoom(booking.room)}</>}
          {elsewhere && <> · {elsewhere}</>}
        </p>
      </div>
      {booking.series_id && (
        <span title={words.repeats} className="shrink-0 text-ink-faint">
          <Repeat size={16} aria-label={words.repeats} role="img" />
        </span>
      )}
      {booking.status !== 'confirmed' && (
        <Badge tone={tones[booking.status]}>{words.statuses[booking.status]}</Badge>
      )}
    </li>
  )
}

/** The rows of a list that is on its way. */
export function BookingRowsWaiting() {
  return (
    <Waiting label={bookingWords.use().loading}>
      <div className="row-list">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex flex-col gap-2 px-4 py-4">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-3 w-1/3" />
          </div>
        ))}
      </div>
    </Waiting>
  )
}

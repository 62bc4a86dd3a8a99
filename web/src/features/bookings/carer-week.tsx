import { CalendarDays } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { useNow } from '../../lib/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Booking, isLive } from './booking.ts'
import { BookingRow, BookingRowsWaiting } from './booking-row.tsx'
import { type Resource, useBookings } from './bookings-query.ts'
import { SpanBar } from './span-bar.tsx'
import { bookingWords } from './words/booking.ts'
import { deskWords } from './words/desk.ts'
import { addDays, type Day, dayIn, dayName, daysRange } from './zoned.ts'

function DayOfWeek({ day, bookings, isToday }: { day: Day; bookings: Booking[]; isToday: boolean }) {
  const words = deskWords.use()
  return (
    <section aria-label={dayName(day)}>
      <h3 className={classNames('mb-1.5 text-13 font-semibold', isToday ? 'text-accent' : 'text-ink-soft')}>
        {dayName(day)}
        {bookings.length === 0 && <span className="font-normal text-ink-faint"> · {words.noneThisDay}</span>}
      </h3>
      {bookings.length > 0 && (
        <ul className="row-list">
          {bookings.map((booking) => (
            <BookingRow key={booking.id} booking={booking} isDayKnown />
          ))}
        </ul>
      )}
    </section>
  )
}

/** What a carer has before them, a week at a time, on the clock where they work. */
export function CarerWeek({ carer }: { carer: Resource }) {
  const words = deskWords.use()
  const { failed, offline } = bookingWords.use()
  const zone = carer.time_zone
  const today = dayIn(zone, useNow())
  const [start, setStart] = useState(today)
  const isOnline = useOnline()
  const days = Array.from({ length: 7 }, (_, n) => addDays(start, n))
  const { data, error, refetch } = useBookings(
    'carried',
    `${addDays(start, -1)}T00:00:00Z`,
    `${addDays(start, 8)}T00:00:00Z`,
  )
  const live = data?.filter((one) => isLive(one) || one.status === 'done' || one.status === 'no_show')
  const shown = new Map(
    days.map((day) => [day, (live ?? []).filter((one) => dayIn(zone, new Date(one.starts_at)) === day)]),
  )
  const count = [...shown.values()].flat().length
  return (
    <div className="flex flex-col gap-4">
      <SpanBar
        title={daysRange(start, addDays(start, 6))}
        earlier={words.earlierWeek}
        later={words.laterWeek}
        back={words.thisWeek}
        isNow={start === today}
        onStep={(step) => setStart(step === 0 ? today : addDays(start, step * 7))}
      />
      {data &&
        count > 0 &&
        days.map((day) => (
          <DayOfWeek key={day} day={day} bookings={shown.get(day) ?? []} isToday={day === today} />
        ))}
      {data && count === 0 && (
        <EmptyState icon={<CalendarDays size={20} aria-hidden />} title={words.weekEmpty} />
      )}
      {!data && !isOnline && <EmptyState title={offline} />}
      {!data && isOnline && error && (
        <ErrorState title={failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!data && isOnline && !error && <BookingRowsWaiting />}
    </div>
  )
}

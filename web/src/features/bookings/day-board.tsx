import { useState } from 'react'
import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useWide } from '../../lib/use-media.ts'
import { useNow } from '../../lib/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type Booking, isLive } from './booking.ts'
import { BookingRow, BookingRowsWaiting } from './booking-row.tsx'
import { type Offer, useBookings } from './bookings-query.ts'
import { NothingSetUp } from './nothing-set-up.tsx'
import { SpanBar } from './span-bar.tsx'
import { bookingWords } from './words/booking.ts'
import { deskWords } from './words/desk.ts'
import { addDays, clockIn, clockRangeIn, type Day, dayIn, dayName, minuteIn } from './zoned.ts'

type Column = { id: string; name: string; bookings: Booking[] }
const hourPx = 64

/** Minutes of the day a booking takes, as far as it is on this day. */
function span(booking: Booking, day: Day): [number, number] {
  const { time_zone: zone } = booking
  const [from, to] = [new Date(booking.starts_at), new Date(booking.ends_at)]
  return [
    dayIn(zone, from) < day ? 0 : minuteIn(zone, from),
    dayIn(zone, to) > day ? 24 * 60 : minuteIn(zone, to),
  ]
}

function Block({ booking, day, top }: { booking: Booking; day: Day; top: number }) {
  const words = bookingWords.use()
  const [from, to] = span(booking, day)
  const clock = clockRangeIn(booking.time_zone, new Date(booking.starts_at), new Date(booking.ends_at))
  const isOff = !isLive(booking) && booking.status !== 'done'
  return (
    <li
      className="absolute inset-x-1"
      style={{ top: ((from - top) / 60) * hourPx, height: Math.max(44, ((to - from) / 60) * hourPx - 4) }}
    >
      <Link
        to={paths.booking(booking.id)}
        className={classNames(
          'flex h-full flex-col overflow-hidden rounded-control border px-2 py-1 text-13 focus-visible:-outline-offset-2',
          isOff
            ? 'border-line bg-sunken text-ink-soft line-through'
            : 'border-accent bg-accent-soft text-ink',
          booking.status === 'requested' && 'border-dashed',
        )}
      >
        <span className="tabular font-semibold">{clock}</span>
        <span dir="auto" className="text-page-start truncate">
          {booking.customer}
        </span>
        <span dir="auto" className="text-page-start truncate text-ink-soft">
          {booking.status === 'requested' ? words.statuses.requested : booking.service}
        </span>
      </Link>
    </li>
  )
}

/** Hours down, carers and rooms across. */
function Timetable({ columns, day }: { columns: Column[]; day: Day }) {
  const words = deskWords.use()
  const spans = columns.flatMap(({ bookings }) => bookings.map((one) => span(one, day)))
  const top = Math.floor(Math.min(8 * 60, ...spans.map(([from]) => from)) / 60) * 60
  const bottom = Math.ceil(Math.max(18 * 60, ...spans.map(([, to]) => to)) / 60) * 60
  const hours = Array.from({ length: (bottom - top) / 60 }, (_, n) => top + n * 60)
  const clock = (minute: number) => clockIn('UTC', new Date(Date.UTC(2001, 0, 1, 0, minute)))
  return (
    <section
      aria-label={dayName(day)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-surface"
    >
      <div className="flex min-w-fit">
        <div aria-hidden className="w-20 shrink-0 border-e border-line pt-12">
          {hours.map((minute) => (
            <div
              key={minute}
              style={{ height: hourPx }}
              className="tabular pe-2 text-end text-12 text-ink-faint"
            >
              {clock(minute)}
            </div>
          ))}
        </div>
        {columns.map(({ id, name, bookings }) => (
          // two may have one name, which a landmark must not
          <fieldset
            key={id}
            aria-label={name}
            className="min-w-40 flex-1 border-e border-line last:border-e-0"
          >
            <h3 className="flex h-12 flex-col justify-center px-2 text-13">
              <span dir="auto" className="text-page-start truncate">
                {name}
              </span>
              <span className="text-12 font-normal text-ink-soft">{words.bookings(bookings.length)}</span>
            </h3>
            <ul className="relative" style={{ height: hours.length * hourPx }}>
              {hours.map((minute, n) => (
                <li
                  key={minute}
                  aria-hidden
                  className="absolute inset-x-0 border-t border-line"
                  style={{ top: n * hourPx }}
                />
              ))}
              {bookings.map((booking) => (
                <Block key={booking.id} booking={booking} day={day} top={top} />
              ))}
            </ul>
          </fieldset>
        ))}
      </div>
    </section>
  )
}

/** A day of everybody, for staff: by carer and room. On a phone one list below the other. */
export function DayBoard({ offer }: { offer: Offer }) {
  const words = deskWords.use()
  const { failed, offline } = bookingWords.use()
  const zone = offer.services[0]?.time_zone ?? 'UTC'
  const today = dayIn(zone, useNow())
  const [day, setDay] = useState(today)
  const [isWhole, setWhole] = useState(false)
  const isWide = useWide()
  const isOnline = useOnline()
  const { data, error, refetch } = useBookings(
    'all',
    `${addDays(day, -1)}T00:00:00Z`,
    `${addDays(day, 2)}T00:00:00Z`,
  )
  const there = (data ?? []).filter(
    (one) =>
      dayIn(one.time_zone, new Date(one.starts_at)) === day &&
      (isWhole || (one.status !== 'cancelled' && one.status !== 'cancelled_late')),
  )
  const columns: Column[] = [...offer.resources]
    .sort((a, b) => a.kind.localeCompare(b.kind))
    .map(({ id, name, is_active }) => ({
      ...{ id, name, is_active },
      bookings: there.filter((one) => one.carer_id === id || one.room_id === id),
    }))
    .filter(({ is_active, bookings }) => is_active || bookings.length > 0)
  const shown = isWide ? columns : columns.filter(({ bookings }) => bookings.length > 0)
  return (
    <div className="flex flex-col gap-4">
      <SpanBar
        title={dayName(day)}
        earlier={words.earlierDay}
        later={words.laterDay}
        back={words.today}
        isNow={day === today}
        onStep={(step) => setDay(step === 0 ? today : addDays(day, step))}
      />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <TextField
          label={words.day}
          type="date"
          value={day}
          onChange={({ target }) => target.value && setDay(target.value)}
        />
        <Switch label={words.cancelledToo} isOn={isWhole} onChange={setWhole} />
      </div>
      {data && isWide && columns.length > 0 && <Timetable columns={columns} day={day} />}
      {data &&
        !isWide &&
        shown.map(({ id, name, bookings }) => (
          <fieldset key={id} aria-label={name}>
            <h3 dir="auto" className="mb-1.5 text-13 font-semibold text-ink-soft">
              {name}
            </h3>
            <ul className="row-list">
              {bookings.map((booking) => (
                <BookingRow key={booking.id} booking={booking} isDayKnown />
              ))}
            </ul>
          </fieldset>
        ))}
      {data && columns.length === 0 && <NothingSetUp />}
      {data && columns.length > 0 && there.length === 0 && <EmptyState title={words.dayEmpty} />}
      {!data && !isOnline && <EmptyState title={offline} />}
      {!data && isOnline && error && (
        <ErrorState title={failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!data && isOnline && !error && <BookingRowsWaiting />}
    </div>
  )
}

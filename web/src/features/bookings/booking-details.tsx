import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { saveFile } from '../../lib/save-file.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type BookingView, isLive, tones } from './booking.ts'
import { useBookingActions, useServices } from './bookings-query.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { Facts } from './facts.tsx'
import { icsOf } from './ics.ts'
import { MoveDialog } from './move-dialog.tsx'
import { bookingWords } from './words/booking.ts'
import { momentIn, otherZone, rangeIn } from './zoned.ts'

function History({ booking }: { booking: BookingView }) {
  const words = bookingWords.use().one
  const now = useNow()
  const zone = booking.time_zone
  return (
    <Section title={words.history}>
      <ol className="mt-2 flex flex-col gap-2">
        {booking.history.map((event, n) => (
          <li key={`${event.at} ${event.kind}`} className="text-13">
            <span className="font-medium">
              {n === 0 && event.kind === 'confirmed' ? words.booked : words.events[event.kind]}
            </span>{' '}
            {event.kind === 'changed' && event.former_starts_at && (
              <span className="text-ink-soft">
                {words.fromTo(
                  momentIn(zone, new Date(event.former_starts_at)),
                  momentIn(zone, new Date(event.starts_at)),
                )}{' '}
              </span>
            )}
            <span className="text-ink-soft">
              {event.by && <>{words.by(event.by)} · </>}
              <time dateTime={event.at} title={fullText(new Date(event.at))}>
                {agoText(new Date(event.at), now)}
              </time>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** A booking as its page shows it, for its customer, its carer and staff. */
export function BookingDetails({ booking }: { booking: BookingView }) {
  const words = bookingWords.use()
  const { one } = words
  const { data: offer } = useServices()
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null)
  const { confirm, close } = useBookingActions(booking.id)
  const zone = booking.time_zone
  const [from, to] = [new Date(booking.starts_at), new Date(booking.ends_at)]
  const elsewhere = otherZone(zone, from)
  const service = offer?.services.find(({ key }) => key === booking.service_key)
  const isOthers = booking.part !== 'customer'
  const hasBegun = from <= useNow()
  const failure = confirm.error ?? close.error
  return (
    <>
      <section aria-label={one.title} className="rounded-card border border-line bg-surface p-4 sm:p-5">
        <Badge tone={tones[booking.status]}>{words.statuses[booking.status]}</Badge>
        <p className="mt-2 text-20 font-semibold text-balance sm:text-24">
          <time dateTime={booking.starts_at}>{rangeIn(zone, from, to)}</time>
        </p>
        {elsewhere && <p className="text-13 text-ink-soft">{words.inZone(elsewhere)}</p>}
        <p dir="auto" className="text-page-start mt-1 text-17">
          {booking.service}
        </p>
        <div className="mt-4">
          <Facts
            facts={[
              booking.carer && booking.part !== 'partner' && { name: one.carer, value: booking.carer },
              isOthers && booking.customer && { name: one.customer, value: booking.customer },
              booking.room && { name: one.room, value: booking.room },
              { name: one.where, value: booking.place ?? one.asAgreed },
              booking.note && { name: one.note, value: booking.note },
            ]}
          />
        </div>
        <div className="mt-5 flex flex-wrap gap-2">
          {booking.status === 'requested' && isOthers && (
            <Button
              isBusy={confirm.isPending}
              onClick={() => confirm.mutate(undefined, { onSuccess: () => void showToast(one.confirmed) })}
            >
              {one.confirm}
            </Button>
          )}
          {booking.status === 'confirmed' && isOthers && hasBegun && (
            <>
              <Button isBusy={close.isPending} onClick={() => close.mutate(true)}>
                {one.took}
              </Button>
              <Button look="secondary" isBusy={close.isPending} onClick={() => close.mutate(false)}>
                {one.nobody}
              </Button>
            </>
          )}
          {booking.may_move && service && (
            <Button look="secondary" onClick={() => setOpen('move')}>
              {one.move}
            </Button>
          )}
          {isLive(booking) && (
            <Button
              look="secondary"
              icon={<CalendarPlus size={18} aria-hidden />}
              onClick={() =>
                saveFile(
                  icsOf(booking, new URL(paths.booking(booking.id), location.origin).href),
                  `${booking.number}.ics`,
                  'text/calendar',
                )
              }
            >
              {one.calendar}
            </Button>
          )}
          {booking.may_cancel && (
            <Button look="danger" onClick={() => setOpen('cancel')}>
              {one.cancel}
            </Button>
          )}
          {!isLive(booking) && !isOthers && service && (
            <Link to={paths.newBookingOf({ service: booking.service_key })} className={buttonClasses()}>
              {one.again}
            </Link>
          )}
        </div>
        {!isOthers && booking.may_cancel && (
          <p className="mt-3 text-13 text-ink-soft">
            {booking.may_move ? one.freeUntil(momentIn(zone, new Date(booking.free_until))) : one.tooLate}
          </p>
        )}
        {failure && (
          <p role="alert" className="mt-3 text-13 text-bad">
            {sentenceFor(failure)}
          </p>
        )}
      </section>
      <History booking={booking} />
      {open === 'cancel' && <CancelDialog booking={booking} onClose={() => setOpen(null)} />}
      {open === 'move' && service && (
        <MoveDialog booking={booking} service={service} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

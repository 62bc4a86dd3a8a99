import { X } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useServices } from './bookings-query.ts'
import { useMyWaits, useSeriesActions } from './series-query.ts'
import { bookingWords } from './words/booking.ts'
import { momentIn } from './zoned.ts'

/** The times one waits for, and the way to one that became free. */
export function WaitsSection() {
  const { waits: words, find } = bookingWords.use()
  const { data } = useMyWaits()
  const { data: offer } = useServices()
  const { stopWaiting } = useSeriesActions()
  if (!data || data.length === 0 || !offer) return null
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h2 className="text-17">{words.title}</h2>
      <ul className="row-list">
        {data.map((wait) => {
          const service = offer.services.find(({ key }) => key === wait.service_key)
          return (
            <li key={wait.id} className="row">
              <div className="min-w-0 flex-1">
                <p className="font-semibold">
                  {momentIn(service?.time_zone ?? 'UTC', new Date(wait.starts_at))}
                </p>
                <p dir="auto" className="text-page-start text-13 text-ink-soft">
                  {service?.label}
                </p>
              </div>
              {wait.told_at && (
                <Link
                  to={paths.newBookingOf({
                    ...{ service: wait.service_key, at: wait.starts_at },
                    ...(wait.carer_id && { carer: wait.carer_id }),
                  })}
                  className={buttonClasses()}
                >
                  {words.bookIt}
                </Link>
              )}
              <IconButton label={find.stopWaiting} onClick={() => stopWaiting.mutate(wait.id)}>
                <X size={20} aria-hidden />
              </IconButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

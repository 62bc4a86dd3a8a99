import { MapPin, Phone, PhoneMissed } from 'lucide-react'
import { durationText } from '../../../lib/duration.ts'
import { radiusText } from '../location/radius.ts'
import { placeHref, placeOf, placeText } from './place-link.ts'
import { listWords } from './words.ts'

/** A place somebody sent: its coordinates, and the way to it in the map app. */
export function PlaceCard({ meta }: { meta: Record<string, unknown> }) {
  const words = listWords.use()
  const place = placeOf(meta)
  if (!place) return <p>{words.place}</p>
  const at = placeText(place)
  return (
    <a
      href={placeHref(place)}
      target="_blank"
      rel="noopener noreferrer"
      className="flex min-h-11 items-center gap-3 rounded-control"
    >
      <MapPin size={20} aria-hidden className="shrink-0" />
      <span>
        <span className="block font-semibold underline underline-offset-2">{words.place}</span>
        <span className="tabular block text-13">
          {place.accuracyM === null ? at : words.placeWithin(at, radiusText(place.accuracyM))}
        </span>
      </span>
    </a>
  )
}

/** A call between two people, as it ended; `meta` has `status` and, of one that took place, `duration_s`. */
export function CallCard({ meta: { status, duration_s } }: { meta: Record<string, unknown> }) {
  const { calls, callFor, kinds } = listWords.use()
  const isMissed = typeof status === 'string' && Object.hasOwn(calls, status)
  const Icon = isMissed ? PhoneMissed : Phone
  return (
    <p className="flex items-center gap-2">
      <Icon size={20} aria-hidden className="shrink-0" />
      <span className="tabular">
        {isMissed
          ? calls[status as keyof typeof calls]
          : typeof duration_s === 'number'
            ? callFor(durationText(duration_s))
            : kinds.call}
      </span>
    </p>
  )
}

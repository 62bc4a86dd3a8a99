import { MapPin, Phone, PhoneMissed } from 'lucide-react'
import { placeHref, placeOf, placeText } from './place-link.ts'

/** A place somebody sent: its coordinates, and the way to it in the map app. */
export function PlaceCard({ meta }: { meta: Record<string, unknown> }) {
  const place = placeOf(meta)
  if (!place) return <p>Location</p>
  return (
    <a
      href={placeHref(place)}
      target="_blank"
      rel="noopener noreferrer"
      className="flex min-h-11 items-center gap-3 rounded-control"
    >
      <MapPin size={20} aria-hidden className="shrink-0" />
      <span>
        <span className="block font-semibold underline underline-offset-2">Location</span>
        <span className="tabular block text-13">{placeText(place)}</span>
      </span>
    </a>
  )
}

const callWords: Record<string, string> = {
  missed: 'Missed call',
  declined: 'Call declined',
  cancelled: 'Call cancelled',
  failed: 'Call failed',
}

/** A call between two people, as it ended; `meta` has `status` and, of one that took place, `duration_s`. */
export function CallCard({ meta }: { meta: Record<string, unknown> }) {
  const words = typeof meta.status === 'string' ? callWords[meta.status] : undefined
  const seconds = typeof meta.duration_s === 'number' ? Math.round(meta.duration_s) : null
  const length = seconds === null ? null : seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
  const Icon = words ? PhoneMissed : Phone
  return (
    <p className="flex items-center gap-2">
      <Icon size={20} aria-hidden className="shrink-0" />
      {words ?? 'Call'}
      {!words && length && <span className="tabular">· {length}</span>}
    </p>
  )
}

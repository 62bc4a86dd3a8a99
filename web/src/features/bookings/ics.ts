import type { Booking } from './booking.ts'

const stamp = (at: Date) => `${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

/** Lines of at most 75 octets; what goes on begins with a space (RFC 5545 §3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder()
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (encoder.encode(part + letter).length > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}

/** A booking as a calendar file. The same booking saved again, after a move, replaces the first: same UID, greater SEQUENCE. */
export function icsOf(
  booking: Pick<
    Booking,
    'id' | 'number' | 'service' | 'starts_at' | 'ends_at' | 'version' | 'place' | 'status'
  >,
  address: string,
  now = new Date(),
): string {
  const isOff = booking.status === 'cancelled' || booking.status === 'cancelled_late'
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Orderline//Bookings//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${booking.id}@orderline`,
    `SEQUENCE:${booking.version}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(new Date(booking.starts_at))}`,
    `DTEND:${stamp(new Date(booking.ends_at))}`,
    `SUMMARY:${escaped(`${booking.service} (${booking.number})`)}`,
    ...(booking.place ? [`LOCATION:${escaped(booking.place)}`] : []),
    `URL:${address}`,
    `STATUS:${isOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

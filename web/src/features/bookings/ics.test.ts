import { expect, it } from 'vitest'
import { icsOf } from './ics.ts'

const booking = {
  id: 'a1',
  number: 'B1001',
  service: 'Care; at home, mornings',
  starts_at: '2026-11-30T09:00:00+00:00',
  ends_at: '2026-11-30T10:00:00+00:00',
  version: 3,
  place: null,
  status: 'confirmed' as const,
}
const now = new Date('2026-11-21T12:00:00Z')
const linesOf = (text: string) => text.replace(/\r\n /g, '').split('\r\n')

it('a calendar takes a booking with its times in UTC, and replaces it when it has moved', () => {
  const lines = linesOf(icsOf(booking, 'https://x.example/bookings/a1', now))
  expect(lines).toEqual(
    expect.arrayContaining([
      'UID:a1@orderline',
      'SEQUENCE:3',
      'DTSTAMP:20261121T120000Z',
      'DTSTART:20261130T090000Z',
      'DTEND:20261130T100000Z',
      'SUMMARY:Care\\; at home\\, mornings (B1001)',
      'STATUS:CONFIRMED',
    ]),
  )
  expect(lines.at(-1)).toBe('')
  expect(icsOf({ ...booking, status: 'cancelled' }, 'x', now)).toContain('STATUS:CANCELLED')
})

it('no line is longer than 75 octets, and letters of several octets stay whole', () => {
  const long = icsOf({ ...booking, service: 'رعاية منزلية '.repeat(12), place: 'Straße\n7' }, 'x', now)
  for (const line of long.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(linesOf(long)).toContain(`SUMMARY:${'رعاية منزلية '.repeat(12)} (B1001)`)
  expect(long).not.toContain('\uFFFD')
  expect(linesOf(long)).toContain('LOCATION:Straße\\n7')
})

import type { Slot } from './booking.ts'
import type { Service } from './bookings-query.ts'

export function WaitForSlot(_: { service: Service; carerId: string | null; slot: Slot }) {
  return null
}

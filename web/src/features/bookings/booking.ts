import * as v from 'valibot'
import type { Tone } from '../../ui/badge.tsx'

const statusSchema = v.picklist(['requested', 'confirmed', 'cancelled', 'cancelled_late', 'done', 'no_show'])
export type BookingStatus = v.InferOutput<typeof statusSchema>

/** A booking with the names that belong to it, as booking_list and booking_view give it. */
export const bookingSchema = v.object({
  id: v.string(),
  number: v.string(),
  service_key: v.string(),
  service: v.string(),
  starts_at: v.string(),
  ends_at: v.string(),
  time_zone: v.string(),
  status: statusSchema,
  note: v.nullable(v.string()),
  place: v.nullable(v.string()),
  carer: v.nullable(v.string()),
  carer_id: v.nullable(v.string()),
  room: v.nullable(v.string()),
  room_id: v.nullable(v.string()),
  customer: v.nullable(v.string()),
  series_id: v.nullable(v.string()),
  version: v.number(),
  part: v.picklist(['customer', 'partner', 'staff']),
  may_move: v.boolean(),
  may_cancel: v.boolean(),
  free_until: v.string(),
  is_late: v.boolean(),
})
export type Booking = v.InferOutput<typeof bookingSchema>

const eventSchema = v.object({
  kind: v.picklist(['requested', 'confirmed', 'changed', 'cancelled', 'cancelled_late', 'done', 'no_show']),
  at: v.string(),
  starts_at: v.string(),
  former_starts_at: v.nullable(v.string()),
  by: v.nullable(v.string()),
})
export type BookingEvent = v.InferOutput<typeof eventSchema>
export const bookingViewSchema = v.object({ ...bookingSchema.entries, history: v.array(eventSchema) })
export type BookingView = v.InferOutput<typeof bookingViewSchema>

export const slotSchema = v.object({
  starts_at: v.string(),
  ends_at: v.string(),
  is_free: v.boolean(),
  carer_ids: v.array(v.string()),
})
export type Slot = v.InferOutput<typeof slotSchema>

export const tones: Record<BookingStatus, Tone> = {
  requested: 'neutral',
  confirmed: 'accent',
  cancelled: 'neutral',
  cancelled_late: 'bad',
  done: 'good',
  no_show: 'bad',
}

/** It still takes somebody's time. */
export const isLive = ({ status }: Pick<Booking, 'status'>): boolean =>
  status === 'requested' || status === 'confirmed'

const unitSchema = v.picklist(['day', 'week', 'month'])
export type Unit = v.InferOutput<typeof unitSchema>

/** Bookings that repeat, as my_series gives them. */
export const seriesSchema = v.object({
  id: v.string(),
  service: v.string(),
  service_key: v.string(),
  first_day: v.string(),
  at: v.string(),
  unit: unitSchema,
  every: v.number(),
  weekdays: v.array(v.number()),
  until: v.nullable(v.string()),
  ended_at: v.nullable(v.string()),
  to_come: v.number(),
  late: v.number(),
  skipped: v.array(v.string()),
})
export type Series = v.InferOutput<typeof seriesSchema>

/** What book_series answers. */
export const madeSchema = v.object({
  id: v.string(),
  first: v.string(),
  made: v.number(),
  skipped: v.array(v.string()),
})

import { latinDigits } from '../../lib/digits.ts'
import { formatTag } from '../../lib/locale.ts'
import type { Service } from './bookings-query.ts'

/** A service as its form holds it: numbers that are typed are texts until they are saved. */
export type ServiceDraft = {
  label: string
  detail: string
  place: string
  time_zone: string
  duration: string
  horizon: string
  step_min: number
  pause_min: number
  lead_min: number
  free_cancel_min: number
  remind_before_min: number[]
  needs: ('carer' | 'room')[]
  needs_confirming: boolean
  is_offered: boolean
}
export type ServiceField = 'label' | 'duration' | 'horizon' | 'time_zone' | 'needs' | 'remind_before_min'

const day = 24 * 60
/** What is offered for each time; another one that was set by hand is offered besides. */
export const minuteChoices = {
  step_min: [5, 10, 15, 20, 30, 45, 60, 90, 120],
  pause_min: [0, 5, 10, 15, 20, 30, 45, 60],
  lead_min: [0, 15, 30, 60, 120, 240, 720, day, 2 * day, 7 * day],
  free_cancel_min: [0, 60, 120, 240, 720, day, 2 * day, 3 * day, 7 * day],
  remind_before_min: [15, 30, 60, 120, 240, day, 2 * day, 7 * day],
}
export const withOwn = (choices: readonly number[], own: readonly number[]): number[] =>
  [...new Set([...choices, ...own])].sort((a, b) => a - b)

/** A draft of a service, or of a new one as the database would make it. */
export const draftOf = (service: Service | null, zone: string): ServiceDraft => ({
  label: service?.label ?? '',
  detail: service?.detail ?? '',
  place: service?.place ?? '',
  time_zone: service?.time_zone ?? zone,
  duration: String(service?.duration_min ?? 60),
  horizon: String(service?.horizon_days ?? 60),
  step_min: service?.step_min ?? 30,
  pause_min: service?.pause_min ?? 0,
  lead_min: service?.lead_min ?? 60,
  free_cancel_min: service?.free_cancel_min ?? day,
  remind_before_min: service?.remind_before_min ?? [day, 60],
  needs: (['carer', 'room'] as const).filter((one) => service?.[`needs_${one}`] ?? one === 'carer'),
  needs_confirming: service?.needs_confirming ?? false,
  is_offered: service?.is_offered ?? true,
})

export function isZone(timeZone: string): boolean {
  try {
    return timeZone !== '' && Boolean(new Intl.DateTimeFormat(formatTag, { timeZone }))
  } catch {
    return false
  }
}

/** A whole number as it is typed, also in the digits of Arabic; NaN where it is none. */
function wholeOf(text: string): number {
  const latin = latinDigits(text.trim())
  return /^\d{1,4}$/.test(latin) ? Number(latin) : Number.NaN
}
const isWhole = (text: string, from: number, to: number) => wholeOf(text) >= from && wholeOf(text) <= to

/** The fields in which something is wrong, as the database would refuse it. */
export function wrongIn(draft: ServiceDraft): ServiceField[] {
  const wrong = {
    label: draft.label.trim() === '',
    duration: !isWhole(draft.duration, 5, day),
    horizon: !isWhole(draft.horizon, 1, 365),
    time_zone: !isZone(draft.time_zone.trim()),
    needs: draft.needs.length === 0,
    remind_before_min: draft.remind_before_min.length > 5,
  }
  return (Object.keys(wrong) as ServiceField[]).filter((field) => wrong[field])
}

/** What save_service is given. */
export const savedFrom = (draft: ServiceDraft) => ({
  label: draft.label.trim(),
  duration_min: wholeOf(draft.duration),
  settings: {
    detail: draft.detail.trim() || null,
    place: draft.place.trim() || null,
    time_zone: draft.time_zone.trim(),
    horizon_days: wholeOf(draft.horizon),
    step_min: draft.step_min,
    pause_min: draft.pause_min,
    lead_min: draft.lead_min,
    free_cancel_min: draft.free_cancel_min,
    remind_before_min: [...draft.remind_before_min].sort((a, b) => b - a),
    needs_carer: draft.needs.includes('carer'),
    needs_room: draft.needs.includes('room'),
    needs_confirming: draft.needs_confirming,
    is_offered: draft.is_offered,
  },
})

/** A key for programs out of a name, such as home_care_3f2a. Its ending keeps two of one name apart. */
export function keyFor(label: string, ending: string): string {
  const name = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 30)
  return `${name || 'service'}_${ending}`
}

/** "30 minutes", "2 hours", "1 day": in the largest unit that is whole. */
export function minutesText(minutes: number): string {
  const [count, unit] =
    minutes > 0 && minutes % day === 0
      ? [minutes / day, 'day']
      : minutes > 0 && minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute']
  return new Intl.NumberFormat(formatTag, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

import { createHash } from 'node:crypto'
import { bytes, toHex } from '../_shared/bytes.ts'

/** A position as ingest_by_token takes it: metres, metres per second, degrees. */
export type Point = {
  client_id: string
  recorded_at: string
  lat: number
  lng: number
  accuracy_m: number | null
  speed_mps: number | null
  heading_deg: number | null
  battery_pct: number | null
  source: 'owntracks' | 'traccar'
}

export type Measured = Omit<Point, 'client_id' | 'recorded_at'> & { atMs: number }

/**
 * The id is made of time and place, because apps send none: what is sent again after a lost answer is the same point.
 * Nothing for a time that is none.
 */
export function pointOf({ atMs, ...measured }: Measured): Point | undefined {
  const at = new Date(atMs)
  if (Number.isNaN(at.getTime()) || at.getTime() < 0 || at.getUTCFullYear() > 9999) return
  const recorded_at = at.toISOString()
  const text = [measured.source, recorded_at, measured.lat, measured.lng].join(' ')
  const hex = toHex(bytes(createHash('sha256').update(text).digest()))
  // RFC 9562, version 8: made of whatever the maker likes
  const client_id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return { client_id, recorded_at, ...measured }
}

/** Apps write -1 where they do not know. */
export const known = (value: number | null | undefined): number | null =>
  value === undefined || value === null || value < 0 ? null : value

/** The database refuses a whole batch for a percentage that is no small whole number. */
export const percent = (value: number | null | undefined): number | null => {
  const given = known(value)
  return given === null ? null : Math.round(Math.min(given, 100))
}

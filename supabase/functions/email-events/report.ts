import * as v from 'valibot'
import { clean } from '../_shared/outcome.ts'

/** One event as record_provider_event takes it. */
export type Report = {
  provider: 'resend' | 'sendgrid'
  /** The provider's own id of the event: the same event twice counts once. */
  event_key: string
  provider_message_id: string
  delivery_id: string | null
  status: string
  error_code: string
  raw: unknown
}

export const deliveryId = v.fallback(v.nullable(v.pipe(v.string(), v.uuid())), null)

const longestText = 2000
const deepest = 6

/** Any JSON of a provider on its way into jsonb: what that refuses is taken out, what is endless is cut. */
export function cleanJson(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return clean(value, longestText)
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return null
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => cleanJson(one, depth + 1))
  const entries = Object.entries(value).slice(0, 100)
  return Object.fromEntries(entries.map(([name, one]) => [clean(name, 100), cleanJson(one, depth + 1)]))
}

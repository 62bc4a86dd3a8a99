import type pg from 'pg'
import type { Authorization } from './authorization.ts'
import type { Limits, RateCounter } from './limits.ts'
import type { Presence } from './presence.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Verify } from './token.ts'
import type { Topics } from './topics.ts'

/** What the parts of one server share. */
export type Services = {
  verify: Verify
  /** Resolves an sb_ API key to the JWT it stands for, as the hosted gateway does; other values pass. */
  resolveKey: (key: string) => string
  pool: pg.Pool
  authorization: Authorization
  topics: Topics
  presence: Presence
  subscriptions: Subscriptions
  events: RateCounter
  presenceEvents: RateCounter
  joins: RateCounter
  limits: Limits
  /** Milliseconds a refused join is held back (upstream CHANNEL_ERROR_BACKOFF_MS). */
  backoffMs: number
  isReplicationReady: () => boolean
  log: (line: string) => void
}

import type { Outcome } from '../_shared/outcome.ts'
import type { Sender } from '../_shared/sender.ts'

/** One mail, ready for any provider. The same delivery always becomes the same mail: idempotency depends on it. */
export type Mail = {
  /** Comes back in every event. */
  deliveryId: string
  /** Idempotency key, where the provider has one: another once the delivery was begun anew by hand. */
  key: string
  from: Sender
  to: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

/** Hands one mail over. Throws only what nobody expects. */
export type MailProvider = (mail: Mail) => Promise<Outcome>

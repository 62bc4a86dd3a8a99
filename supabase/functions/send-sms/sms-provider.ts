import type { Outcome } from '../_shared/outcome.ts'

export type Sms = {
  /** E.164 */
  to: string
  body: string
  /** Comes back in the callback, so that a receipt finds its delivery even when the answer to the send was lost. */
  deliveryId: string
  /** How long the provider may try, 10 to 36,000 seconds. */
  validityS?: number
}

/** `find`: accepted when the provider has it, nothing when it surely has not, else what went wrong with asking. */
export type SmsProvider = {
  send(sms: Sms): Promise<Outcome>
  find(sms: Sms, since: Date): Promise<Outcome | undefined>
}

/** Of messages at a provider, the delivery each is known to belong to. Throws when the database does not say. */
export type OwnersOf = (messageIds: string[]) => Promise<Map<string, string>>

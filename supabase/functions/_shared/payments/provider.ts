/** What every payment provider is to us: begin, look, give back. Sums are minor units of an ISO 4217 currency. */

export type ProviderName = 'stripe' | 'paypal' | 'flutterwave' | 'mpesa'

export type StartInput = {
  /** Ours; the provider is given it and says it again with everything that happens. Also what makes a second start the first. */
  paymentId: string
  amountMinor: number
  currency: string
  orderNumber: string
  /** Where the payer comes back to, whatever happened. */
  returnUrl: string
  /** The payer's language, such as es. */
  locale: string
  /** As typed; of those who pay by a prompt on their phone. */
  phone?: string
  /** Of the payer, where a provider asks for it. */
  email?: string
}

/** `wait`: a prompt on the payer's phone. `expiresAt`: until when it can be paid, when the provider says so. */
export type Started = {
  ref: string
  next: { kind: 'redirect'; url: string } | { kind: 'wait' }
  expiresAt?: Date
}

export type Sum = { amountMinor: number; currency: string }

export type PaymentState = Sum & {
  /** `open`: the payer has done nothing yet, so there is nothing to record. */
  kind: 'open' | 'pending' | 'paid' | 'failed' | 'cancelled' | 'expired'
  /** As people know it from their own cards and statements, the same in every language: Visa •••• 4242. */
  method?: string
  /** A code of private.payment_reasons, or a word of the provider. */
  reason?: string
}

export type RefundInput = {
  ref: string
  /** Ours; makes a second try the first. */
  refundId: string
  /** What the provider calls the money itself, where that is not `ref`: M-Pesa's receipt number. */
  charge?: string
  amountMinor: number
  currency: string
  reason?: string
}

export type Refunded = {
  ref: string
  kind: 'refund_pending' | 'refunded' | 'refund_failed'
  reason?: string
}

export interface PaymentProvider {
  readonly name: ProviderName
  /** Whether it takes this currency at all. */
  currencies(code: string): boolean
  start(input: StartInput): Promise<Started>
  /**
   * How it stands now. `asked` is what we asked for, for a provider that names no sum. `isOver`: the order owes less by now, so money that
   * was only approved is not taken.
   */
  read(ref: string, asked: Sum & { isOver?: boolean }): Promise<PaymentState>
  refund(input: RefundInput): Promise<Refunded>
  /** How a refund stands now, by its own ref; of providers that tell it nowhere else. */
  readRefund?(ref: string): Promise<Refunded>
  /** Closes a page nobody may pay on any more; quiet when that is not possible. */
  abandon?(ref: string): Promise<void>
}

/**
 * `refused`: the provider read it and said no, so saying it again is no use; `code` is for people. Otherwise nobody knows,
 * and the same call may be made again. What the provider said is for the log.
 */
export class ProviderFailure extends Error {
  readonly refused: boolean
  readonly code: string | undefined
  constructor(message: string, how: { refused: boolean; code?: string }) {
    super(message)
    this.name = 'ProviderFailure'
    this.refused = how.refused
    this.code = how.code
  }
}

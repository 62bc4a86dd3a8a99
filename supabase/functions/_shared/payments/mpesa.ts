import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { type DarajaSettings, openDaraja } from './daraja.ts'
import { toProvider } from './money.ts'
import { type PaymentProvider, type PaymentState, ProviderFailure } from './provider.ts'

export type MpesaSettings = DarajaSettings & {
  /** The paybill or till that is paid, and the pass key of its online payments. */
  shortcode: string
  passkey: string
  /** Both are needed to give money back; without them a refund is made by hand at Safaricom's portal. */
  initiator?: string
  securityCredential?: string
  /** Where Daraja tells how a prompt ended: of this payment, and nobody else knows it. */
  callbackUrl(kind: 'payment' | 'refund', id: string): string
}

const pushed = v.object({ ResponseCode: v.string(), CheckoutRequestID: v.pipe(v.string(), v.minLength(1)) })
const code = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((value) => String(value)),
)
const asked = v.object({ ResultCode: code, ResultDesc: v.optional(v.string(), '') })
const reversing = v.object({ ResponseCode: v.string(), ConversationID: v.string() })

/**
 * M-Pesa by Daraja's "Lipa na M-Pesa online": a prompt on the payer's phone, known by its CheckoutRequestID. Callbacks are not
 * signed, and the query that confirms one names no amount: it is the one we prompted for, because a payer cannot change it.
 */
export function mpesa(o: MpesaSettings): PaymentProvider {
  const call = openDaraja(o)
  const signed = () => {
    const timestamp = timestampOf(new Date())
    return {
      BusinessShortCode: o.shortcode,
      Password: Buffer.from(o.shortcode + o.passkey + timestamp).toString('base64'),
      Timestamp: timestamp,
    }
  }

  return {
    name: 'mpesa',
    currencies: (currency) => currency === 'KES',

    async start({ paymentId, amountMinor, currency, orderNumber, phone }) {
      const number = kenyanNumber(phone ?? '')
      if (!number)
        throw new ProviderFailure('M-Pesa: not a Kenyan mobile number', {
          refused: true,
          code: 'phone_invalid',
        })
      const amount = toProvider('mpesa', amountMinor, currency)
      if (!amount) throw new ProviderFailure('M-Pesa: takes whole shillings only', { refused: true })
      const answer = await call('/mpesa/stkpush/v1/processrequest', {
        ...signed(),
        TransactionType: 'CustomerPayBillOnline',
        Amount: Number(amount),
        PartyA: number,
        PartyB: o.shortcode,
        PhoneNumber: number,
        CallBackURL: o.callbackUrl('payment', paymentId),
        AccountReference: orderNumber.slice(0, 12),
        TransactionDesc: orderNumber.slice(0, 13),
      })
      const parsed = v.safeParse(pushed, answer.body)
      if (!parsed.success || parsed.output.ResponseCode !== '0') throw answer.failure()
      return { ref: parsed.output.CheckoutRequestID, next: { kind: 'wait' } }
    },

    async read(ref, prompted) {
      const answer = await call('/mpesa/stkpushquery/v1/query', { ...signed(), CheckoutRequestID: ref })
      // "The transaction is being processed": the prompt is still on the phone
      if (answer.code === '500.001.1001') return { ...prompted, kind: 'pending' }
      const parsed = v.safeParse(asked, answer.body)
      if (!parsed.success) throw answer.failure()
      return { ...prompted, ...readResult(parsed.output.ResultCode) }
    },

    /** A reversal, told by a later callback: `ref` is its ConversationID. Daraja knows the payment by its receipt number only. */
    async refund({ refundId, charge, amountMinor, currency }) {
      if (!o.initiator || !o.securityCredential)
        return { ref: '', kind: 'refund_failed', reason: 'not_set_up' }
      if (!charge) return { ref: '', kind: 'refund_failed', reason: 'no_receipt_number' }
      const amount = toProvider('mpesa', amountMinor, currency)
      if (!amount) return { ref: '', kind: 'refund_failed', reason: 'whole_units_only' }
      const answer = await call('/mpesa/reversal/v1/request', {
        Initiator: o.initiator,
        SecurityCredential: o.securityCredential,
        CommandID: 'TransactionReversal',
        TransactionID: charge,
        Amount: Number(amount),
        ReceiverParty: o.shortcode,
        RecieverIdentifierType: '11',
        ResultURL: o.callbackUrl('refund', refundId),
        QueueTimeOutURL: o.callbackUrl('refund', refundId),
        Remarks: 'Refund',
        Occasion: refundId,
      })
      const parsed = v.safeParse(reversing, answer.body)
      if (!parsed.success || parsed.output.ResponseCode !== '0') throw answer.failure()
      return { ref: parsed.output.ConversationID, kind: 'refund_pending' }
    },
  }
}

type Result = Pick<PaymentState, 'kind' | 'reason' | 'method'>

// what a prompt ended with (developer.safaricom.co.ke, "M-Pesa Express"); reasons are codes of private.payment_reasons
const results: Record<string, Result> = {
  '0': { kind: 'paid', method: 'M-Pesa' },
  '1': { kind: 'failed', reason: 'insufficient_funds' },
  '1019': { kind: 'expired', reason: 'timed_out' },
  '1032': { kind: 'cancelled' },
  '1037': { kind: 'expired', reason: 'timed_out' },
  // a wrong PIN
  '2001': { kind: 'failed', reason: 'not_confirmed' },
  '4999': { kind: 'pending' },
}

/** How a prompt ended, by its ResultCode. */
export const readResult = (resultCode: string): Result =>
  results[resultCode] ?? { kind: 'failed', reason: 'declined' }

/** A Kenyan mobile number as Daraja wants it, 2547… or 2541…; nothing when it is none. */
export function kenyanNumber(typed: string): string | undefined {
  const digits = typed
    .normalize('NFKC')
    // Arabic-Indic and Persian digits
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\s().\-\u200e\u200f\u202a-\u202e]/g, '')
  return /^(?:\+?254|0)?([17]\d{8})$/.exec(digits)?.[1]?.replace(/^/, '254')
}

/** YYYYMMDDHHmmss in Nairobi, which has no summer time. */
const timestampOf = (now: Date) =>
  new Date(now.getTime() + 3 * 3600_000).toISOString().replace(/\D/g, '').slice(0, 14)

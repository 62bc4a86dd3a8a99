import type { FlutterwaveAccount } from './account.ts'
import { signatureOf } from './account.ts'

/** A payment that was asked for, and the tries to pay it on the hosted page. */
export type Charge = {
  tx_ref: string
  amount: string
  currency: string
  redirect_url: string
  email: string
  transactions: Transaction[]
  /** What a refund must leave. */
  refunds: Refund[]
}
export type Transaction = {
  id: number
  amount: number
  currency: string
  status: 'successful' | 'failed' | 'pending'
  created_at: string
}
export type Refund = {
  id: number
  tx_id: number
  amount_refunded: number
  status: string
  comments: string | null
  created_at: string
}

/** As the API and callbacks show it (developer.flutterwave.com/v3.0.0/reference/verify-transaction). */
export function shown(charge: Charge, { id, amount, currency, status, created_at }: Transaction) {
  return {
    id,
    tx_ref: charge.tx_ref,
    flw_ref: `FLW-MOCK-${id}`,
    amount,
    currency,
    charged_amount: amount,
    app_fee: Math.round(amount * 1.4) / 100,
    merchant_fee: 0,
    processor_response: status === 'failed' ? 'Do not honor' : 'Approved by Financial Institution',
    auth_model: 'PIN',
    status,
    payment_type: 'card',
    created_at,
    account_id: 17321,
    card: {
      first_6digits: '553188',
      last_4digits: '2950',
      issuer: 'MASTERCARD',
      country: 'NG',
      type: 'MASTERCARD',
    },
    customer: { id: 215604089, name: 'Anonymous customer', phone_number: null, email: charge.email },
  }
}

/** A callback as Flutterwave sends it. Forged: with a hash that is none. */
export function eventOf(
  account: FlutterwaveAccount,
  charge: Charge,
  transaction: Transaction,
  isForged: boolean,
) {
  const body = JSON.stringify({
    event: 'charge.completed',
    data: shown(charge, transaction),
    'event.type': 'CARD_TRANSACTION',
  })
  const hash = isForged ? 'not the secret hash' : account.secretHash
  // accounts with and without the newer header are both met
  const isSigned = transaction.id % 2 === 0
  const headers: Record<string, string> = isSigned
    ? { 'flutterwave-signature': signatureOf(hash, body) }
    : { 'verif-hash': hash }
  return { body, headers }
}

import { randomBytes } from 'node:crypto'
import type { Sms, SmsStatus } from '../entry.ts'
import { signVonage, type VonageAccount } from './account.ts'

/** Euros per part: that of a UK mobile, roughly. */
export const pricePerPart = '0.03330000'

// Magic numbers are named by Twilio's codes; Vonage says the same in numbers of its own.
const codes: Record<number, number> = {
  30001: 8,
  30003: 2,
  30004: 4,
  30005: 3,
  30006: 12,
  30007: 6,
  30008: 1,
  30034: 11,
  30036: 2,
}

const words: Partial<Record<SmsStatus, string>> = {
  sent: 'accepted',
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'rejected',
}

/** The signed parameters of a delivery receipt; nothing for a status of which Vonage sends none. */
export function receiptOf(
  account: VonageAccount,
  sms: Sms,
  status: SmsStatus,
  errorCode: number | null,
  isForged: boolean,
): Record<string, string> | undefined {
  const word = words[status]
  if (!word) return undefined
  const now = new Date()
  const told = {
    msisdn: sms.to.slice(1),
    to: sms.from ?? '',
    'network-code': '23410',
    messageId: sms.sid,
    price: pricePerPart,
    status: errorCode === 30036 ? 'expired' : word,
    scts: now.toISOString().replace(/\D/g, '').slice(2, 12),
    'err-code': String(errorCode ? (codes[errorCode] ?? 99) : 0),
    'api-key': account.apiKey,
    ...(sms.client_ref ? { 'client-ref': sms.client_ref } : {}),
    'message-timestamp': now.toISOString().slice(0, 19).replace('T', ' '),
    timestamp: String(Math.floor(now.getTime() / 1000)),
    nonce: randomBytes(8).toString('hex'),
  }
  return { ...told, sig: signVonage(isForged ? 'not the secret' : account.signatureSecret, told) }
}

import type { Sms, Stored } from '../entry.ts'
import { deliveryErrors } from './error.ts'

/** US dollars per segment, negative as Twilio writes what it charged. The price of a UK mobile, roughly. */
const pricePerSegment = -0.04

/** A message as the REST API shows it (twilio/rest/api/v2010/account/message). */
export function messageResource(entry: Stored<Sms>, accountSid: string, priceMs: number) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${entry.sid}`
  const isPriced =
    isFinal(entry) && entry.status !== 'failed' && Date.now() - Date.parse(entry.updated_at) >= priceMs
  // A Messaging Service picks sender and segments only when it takes the message out of `accepted`.
  const isPlanned = entry.status === 'accepted'
  return {
    sid: entry.sid,
    account_sid: accountSid,
    messaging_service_sid: entry.messaging_service_sid,
    to: entry.to,
    from: entry.from,
    body: entry.body,
    status: entry.status,
    direction: 'outbound-api',
    num_segments: isPlanned ? '0' : String(entry.segments),
    num_media: '0',
    price: isPriced ? (pricePerSegment * entry.segments).toFixed(5) : null,
    price_unit: isPriced ? 'USD' : null,
    error_code: entry.error_code,
    error_message: entry.error_code ? (deliveryErrors[entry.error_code] ?? null) : null,
    date_created: rfc2822(entry.at),
    date_updated: rfc2822(entry.updated_at),
    date_sent: entry.sent_at ? rfc2822(entry.sent_at) : null,
    api_version: '2010-04-01',
    subresource_uris: { media: `${uri}/Media.json` },
    uri: `${uri}.json`,
  }
}

export const isFinal = (sms: Sms): boolean => sms.status === sms.course.final

function rfc2822(iso: string): string {
  return new Date(iso).toUTCString().replace('GMT', '+0000')
}

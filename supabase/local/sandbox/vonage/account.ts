import { createHmac } from 'node:crypto'

export type VonageAccount = { apiKey: string; apiSecret: string; signatureSecret: string }

/** The name texts come from here; Vonage takes names of up to eleven letters. */
export const vonageSender = 'Orderline'

/** SHA-256 HMAC over `&name=value…`, sorted by name, with & and = in values as _ ("Signing messages", developer.vonage.com). */
export function signVonage(secret: string, parameters: Record<string, string>): string {
  const text = Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, '_')}`)
    .join('')
  return createHmac('sha256', secret).update(text).digest('hex')
}

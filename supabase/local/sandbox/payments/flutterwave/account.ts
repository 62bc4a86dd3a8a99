import { createHmac } from 'node:crypto'

export type FlutterwaveAccount = {
  secretKey: string
  /** "Secret hash" of the dashboard: sent with callbacks, and what they are signed with. */
  secretHash: string
  webhookUrl: string
}

/** Base64 HMAC-SHA256 of the raw body, Flutterwave's newer header. */
export const signatureOf = (secretHash: string, body: string): string =>
  createHmac('sha256', secretHash).update(body).digest('base64')

import { createHmac } from 'node:crypto'
import { bytes, toHex } from '../_shared/bytes.ts'
import { isSameSecret } from '../_shared/secret.ts'

/**
 * Vonage's signed webhooks, algorithm SHA-256 HMAC: every parameter but `sig`, sorted by name, written as `&name=value`
 * with each & and = in a value replaced by _ (developer.vonage.com, "Signing messages"). The URL is not signed, so
 * nothing in it may be believed.
 */
export function isSignedByVonage(secret: string, parameters: Record<string, string>): boolean {
  const { sig = '', ...signed } = parameters
  return sig !== '' && isSameSecret(sig.toLowerCase(), signVonage(secret, signed))
}

export function signVonage(secret: string, parameters: Record<string, string>): string {
  const text = Object.keys(parameters)
    .sort()
    .map((name) => `&${name}=${parameters[name]?.replace(/[&=]/g, '_')}`)
    .join('')
  return toHex(bytes(createHmac('sha256', secret).update(text).digest()))
}

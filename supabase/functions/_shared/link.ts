import { timingSafeEqual } from 'node:crypto'
import { fromBase64url, toBase64url, utf8 } from './bytes.ts'

/** What a link is for: a token made for one purpose opens nothing else. */
export type LinkPurpose = 'click' | 'unsubscribe'

// 16 bytes of a uuid are 22 letters of base64url, 12 bytes of signature 16
const shape = /^([\w-]{22})([\w-]{16})$/
const signatureBytes = 12

const hmac = { name: 'HMAC', hash: 'SHA-256' }
const keys = new Map<string, Promise<CryptoKey>>()

function keyOf(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known
  const key = crypto.subtle.importKey('raw', utf8(secret), hmac, false, ['sign'])
  keys.set(secret, key)
  return key
}

async function signatureOf(secret: string, id: string, purpose: LinkPurpose): Promise<Uint8Array> {
  const whole = await crypto.subtle.sign('HMAC', await keyOf(secret), utf8(`${purpose}:${id}`))
  return new Uint8Array(whole, 0, signatureBytes)
}

/**
 * The token of a link about one delivery, 38 letters of base64url: its id and the first 96 bits of
 * HMAC-SHA256(secret, '<purpose>:<id>'). Short enough for an SMS, and nobody without the secret makes another. Throws
 * when `id` is no uuid.
 */
export async function signLink(secret: string, id: string, purpose: LinkPurpose = 'click'): Promise<string> {
  const canonical = id.toLowerCase()
  const raw = Uint8Array.from(canonical.replaceAll('-', '').match(/../g) ?? [], (pair) => Number(`0x${pair}`))
  if (raw.length !== 16 || uuidOf(raw) !== canonical)
    throw new TypeError('A link is about the uuid of a delivery')
  return toBase64url(raw) + toBase64url(await signatureOf(secret, canonical, purpose))
}

/**
 * The delivery a token is about, or nothing when it was not signed with this secret for this purpose. Compares in
 * constant time. Never throws.
 */
export async function readLink(
  secret: string,
  token: string,
  purpose: LinkPurpose = 'click',
): Promise<string | undefined> {
  const [, id, given] = shape.exec(token) ?? []
  if (!id || !given) return undefined
  const raw = fromBase64url(id)
  // the last letter carries 4 bits too many: only one spelling of a token counts
  if (toBase64url(raw) !== id) return undefined
  const uuid = uuidOf(raw)
  const expected = await signatureOf(secret, uuid, purpose)
  return timingSafeEqual(fromBase64url(given), expected) ? uuid : undefined
}

function uuidOf(raw: Uint8Array): string {
  const hex = Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

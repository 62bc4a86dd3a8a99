import { createHmac } from 'node:crypto'
import { fromBase64, utf8 } from '../_shared/bytes.ts'
import { isSameSecret } from '../_shared/secret.ts'

type Signed = { secrets: readonly Uint8Array[]; headers: Headers; body: string; now: number }

/** Seconds that a request may be away from our clock, either way: what Svix's own libraries take. */
const toleranceS = 300

/** The keys in `whsec_<base64>`, several parted by spaces while a secret is being changed. Throws when there is none. */
export function readSecrets(text: string): Uint8Array[] {
  const keys = text
    .split(/[\s,]+/)
    .filter((secret) => secret !== '')
    .map((secret) => fromBase64(secret.replace(/^whsec_/, '')))
  if (keys.length === 0 || keys.some((key) => key.length < 16))
    throw new Error('RESEND_WEBHOOK_SECRET must be whsec_ and base64')
  return keys
}

/** Svix, and so Resend, signs base64(HMAC-SHA256(secret, "id.timestamp.body")); a header holds several while secrets change. */
export function isSignedBySvix({ secrets, headers, body, now }: Signed): boolean {
  const [id, timestamp, given] = ['id', 'timestamp', 'signature'].map(
    (name) => headers.get(`svix-${name}`) ?? '',
  )
  if (!id || !given || !/^\d{1,12}$/.test(timestamp ?? '')) return false
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceS) return false
  const expected = secrets.map((key) =>
    createHmac('sha256', key)
      .update(utf8(`${id}.${timestamp}.${body}`))
      .digest('base64'),
  )
  const signatures = given.split(' ').slice(0, 10)
  return signatures.some((one) => expected.some((signature) => isSameSecret(one, `v1,${signature}`)))
}

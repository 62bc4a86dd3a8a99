import { concat, fromBase64, utf8 } from '../_shared/bytes.ts'

type Signed = { key: CryptoKey; headers: Headers; body: string; now: number }

/**
 * Seconds since it was signed: SendGrid tries for 24 hours and does not say that it signs anew. What is sent again within
 * them changes nothing, because each event counts once.
 */
const toleranceS = 25 * 3600
const scalarBytes = 32
const base64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The "verification key" of SendGrid's settings: a P-256 public key as base64 of its DER form. Throws when it is none. */
export async function readVerificationKey(text: string): Promise<CryptoKey> {
  const der = fromBase64(text.replaceAll(/-----[^-]+-----|\s/g, ''))
  return await crypto.subtle.importKey('spki', der, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
}

/** SendGrid signs the timestamp and the body, with ECDSA over SHA-256. */
export async function isSignedBySendGrid({ key, headers, body, now }: Signed): Promise<boolean> {
  const timestamp = headers.get('x-twilio-email-event-webhook-timestamp') ?? ''
  const given = headers.get('x-twilio-email-event-webhook-signature') ?? ''
  const signature = base64.test(given) ? fromDer(fromBase64(given)) : undefined
  if (!signature || !/^\d{1,12}$/.test(timestamp)) return false
  const age = now / 1000 - Number(timestamp)
  if (age > toleranceS || age < -300) return false
  return await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    signature,
    utf8(timestamp + body),
  )
}

/** WebCrypto takes r and s as 32 bytes each; DER writes each as a number with a length, and a zero before a high bit. */
function fromDer(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined
  const numbers: Uint8Array[] = []
  for (let at = 2; at < der.length; ) {
    const length = der[at + 1] ?? 0
    const number = der.subarray(at + 2, at + 2 + length)
    if (der[at] !== 0x02 || length === 0 || number.length !== length) return undefined
    const digits = number[0] === 0 ? number.subarray(1) : number
    if (digits.length > scalarBytes) return undefined
    numbers.push(concat(new Uint8Array(scalarBytes - digits.length), digits))
    at += 2 + length
  }
  return numbers.length === 2 ? concat(...numbers) : undefined
}

import { fromBase64url, toBase64url, utf8 } from '../_shared/bytes.ts'

type Keys = {
  /** Uncompressed P-256 point and private number, both base64url, as `web-push generate-vapid-keys` prints them. */
  publicKey: string
  privateKey: string
  /** Where a push service can reach us: `mailto:` or `https:`. */
  subject: string
}

// RFC 8292 allows 24 h; half of it leaves room for clocks that are wrong.
const lifetimeS = 12 * 3600
const renewBeforeS = 3600

const es256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const base64url = (value: unknown) => toBase64url(utf8(JSON.stringify(value)))

/**
 * Makes the `authorization` header for a push service (RFC 8292), kept per origin: signing costs as much as encrypting.
 * Throws at the start when the keys are not a VAPID pair. WebCrypto, because node:crypto in Deno 2.1 ignores the
 * signature format that JWTs need.
 */
export async function createVapid(
  keys: Keys,
  now = () => Date.now(),
): Promise<(endpoint: URL) => Promise<string>> {
  if (!/^(mailto:|https:)/.test(keys.subject))
    throw new Error('VAPID_SUBJECT must begin with mailto: or https:')
  const key = await readPrivateKey(keys)
  const headers = new Map<string, { value: Promise<string>; renewAtS: number }>()

  async function signFor(aud: string, exp: number): Promise<string> {
    const claims = `${base64url({ typ: 'JWT', alg: 'ES256' })}.${base64url({ aud, exp, sub: keys.subject })}`
    const signature = await crypto.subtle.sign(es256, key, utf8(claims))
    return `vapid t=${claims}.${toBase64url(new Uint8Array(signature))}, k=${keys.publicKey}`
  }

  return ({ origin }) => {
    const nowS = Math.floor(now() / 1000)
    const known = headers.get(origin)
    if (known && nowS < known.renewAtS) return known.value
    const exp = nowS + lifetimeS
    const value = signFor(origin, exp)
    headers.set(origin, { value, renewAtS: exp - renewBeforeS })
    return value
  }
}

async function readPrivateKey({ publicKey, privateKey }: Keys): Promise<CryptoKey> {
  const point = fromBase64url(publicKey)
  const coordinates = { x: toBase64url(point.subarray(1, 33)), y: toBase64url(point.subarray(33)) }
  const key = await crypto.subtle
    .importKey('jwk', { kty: 'EC', crv: 'P-256', d: privateKey, ...coordinates }, es256, false, ['sign'])
    .catch(() => undefined)
  const signature = key && (await crypto.subtle.sign(es256, key, point))
  const check = await crypto.subtle.importKey('raw', point, es256, false, ['verify']).catch(() => undefined)
  if (!key || !signature || !check || !(await crypto.subtle.verify(es256, check, signature, point)))
    throw new Error('VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are not a pair')
  return key
}

import { fromBase64url, toHex } from './bytes.ts'

/** The keys of a browser's push subscription: an uncompressed P-256 point (65 bytes) and a secret of 16 bytes. */
export type PushKeys = { p256dh: Uint8Array; auth: Uint8Array }

// P-256 as in FIPS 186-4, D.1.2.3
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

function decode(text: string, length: number): Uint8Array | undefined {
  if (!/^[\w-]+={0,2}$/.test(text)) return undefined
  try {
    const decoded = fromBase64url(text)
    return decoded.length === length ? decoded : undefined
  } catch {
    return undefined
  }
}

function isOnCurve(point: Uint8Array): boolean {
  const x = BigInt(`0x${toHex(point.subarray(1, 33))}`)
  const y = BigInt(`0x${toHex(point.subarray(33))}`)
  return x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n
}

/**
 * Reads the base64url keys of a subscription; nothing when they can encrypt nothing. Asked at save and before every
 * send: Deno 2.1.4 ends the whole process when ECDH meets a point that is not on the curve.
 */
export function readPushKeys(keys: { p256dh: string; auth: string }): PushKeys | undefined {
  const p256dh = decode(keys.p256dh, 65)
  const auth = decode(keys.auth, 16)
  return p256dh && auth && p256dh[0] === 4 && isOnCurve(p256dh) ? { p256dh, auth } : undefined
}

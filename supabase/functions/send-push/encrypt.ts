import { createCipheriv, hkdfSync } from 'node:crypto'
import { bytes, concat, fromHex, utf8 } from '../_shared/bytes.ts'
import type { PushKeys } from '../_shared/push-keys.ts'

/** Of our side, for one message: the private key, and the public point as it is sent. */
export type KeyPair = { privateKey: CryptoKey; point: Uint8Array }

/** Given only by the test that holds us against the numbers of RFC 8291; otherwise fresh for each message. */
type Fixed = { keys: KeyPair; salt: Uint8Array }

const curve = { name: 'ECDH', namedCurve: 'P-256' }

const keyInfo = utf8('WebPush: info\0')
const contentKeyInfo = utf8('Content-Encoding: aes128gcm\0')
const nonceInfo = utf8('Content-Encoding: nonce\0')
// record size 4096 and the length of our public key (RFC 8188 section 2.1)
const sizes = new Uint8Array([0, 0, 16, 0, 65])
// the delimiter of the last record (RFC 8188 section 2)
const lastRecord = new Uint8Array([2])

const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, length))

// PKCS #8 of a P-256 key without its point: all but the 32 bytes of the number (RFC 5208, RFC 5915)
const bareKey = fromHex('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420')

/**
 * Taken apart from PKCS #8, where the number begins at byte 36 and the point is the end: asked for by itself, Deno 2.1
 * computes the point once more, and it checks it at every use of a key that carries it. That doubles the work.
 */
async function freshKeys(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const whole = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const isAsExpected = whole.length === 138 && whole[73] === 4
  if (!isAsExpected) {
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
    return { privateKey: pair.privateKey, point }
  }
  const bare = concat(bareKey, whole.subarray(36, 68))
  const privateKey = await crypto.subtle.importKey('pkcs8', bare, curve, false, ['deriveBits'])
  return { privateKey, point: whole.subarray(73) }
}

/**
 * Encrypts a push message for one browser: RFC 8291 (aes128gcm, one record), with a fresh key pair and salt. The curve's work
 * is WebCrypto's, which does it on other threads while this one sends; the small rest is faster in node:crypto. The keys
 * must come from `readPushKeys`.
 */
export async function encrypt(plaintext: Uint8Array, to: PushKeys, fixed?: Fixed): Promise<Uint8Array> {
  const { privateKey, point } = fixed?.keys ?? (await freshKeys())
  const salt = fixed?.salt ?? crypto.getRandomValues(new Uint8Array(16))

  const browser = await crypto.subtle.importKey('raw', to.p256dh, curve, false, [])
  const shared = await crypto.subtle.deriveBits({ ...curve, public: browser }, privateKey, 256)
  const secret = derive(new Uint8Array(shared), to.auth, concat(keyInfo, to.p256dh, point), 32)
  const contentKey = derive(secret, salt, contentKeyInfo, 16)
  const nonce = derive(secret, salt, nonceInfo, 12)

  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce)
  const sealed = [cipher.update(concat(plaintext, lastRecord)), cipher.final(), cipher.getAuthTag()].map(
    bytes,
  )
  return concat(salt, sizes, point, ...sealed)
}

import { createCipheriv, createECDH, hkdfSync } from 'node:crypto'
import { bytes, concat, utf8 } from '../_shared/bytes.ts'
import type { PushKeys } from '../_shared/push-keys.ts'

/** Given only by the test that holds us against the numbers of RFC 8291; otherwise fresh for each message. */
type Fixed = { privateKey: Uint8Array; salt: Uint8Array }

const keyInfo = utf8('WebPush: info\0')
const contentKeyInfo = utf8('Content-Encoding: aes128gcm\0')
const nonceInfo = utf8('Content-Encoding: nonce\0')
// record size 4096 and the length of our public key (RFC 8188 section 2.1)
const sizes = new Uint8Array([0, 0, 16, 0, 65])
// the delimiter of the last record (RFC 8188 section 2)
const lastRecord = new Uint8Array([2])

const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
  new Uint8Array(hkdfSync('sha256', secret, salt, info, length))

/**
 * Encrypts a push message for one browser: RFC 8291 (aes128gcm, one record), with a fresh key pair and salt.
 * node:crypto, because WebCrypto takes twice as long in Deno 2.1. The keys must come from `readPushKeys`.
 */
export function encrypt(plaintext: Uint8Array, to: PushKeys, fixed?: Fixed): Uint8Array {
  const ecdh = createECDH('prime256v1')
  if (fixed) ecdh.setPrivateKey(fixed.privateKey)
  else ecdh.generateKeys()
  const publicKey = bytes(ecdh.getPublicKey())
  const salt = fixed?.salt ?? crypto.getRandomValues(new Uint8Array(16))

  const shared = bytes(ecdh.computeSecret(to.p256dh))
  const secret = derive(shared, to.auth, concat(keyInfo, to.p256dh, publicKey), 32)
  const contentKey = derive(secret, salt, contentKeyInfo, 16)
  const nonce = derive(secret, salt, nonceInfo, 12)

  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce)
  const sealed = [cipher.update(concat(plaintext, lastRecord)), cipher.final(), cipher.getAuthTag()].map(
    bytes,
  )
  return concat(salt, sizes, publicKey, ...sealed)
}

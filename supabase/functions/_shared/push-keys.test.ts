import { ok, strictEqual } from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { bytes, concat, toBase64url, toHex } from './bytes.ts'
import { readPushKeys } from './push-keys.ts'

function newPoint(): Uint8Array {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  return bytes(ecdh.getPublicKey())
}
const auth = toBase64url(new Uint8Array(16).fill(7))

Deno.test('a browser may save the keys it made', () => {
  for (let i = 0; i < 50; i++) {
    const keys = readPushKeys({ p256dh: toBase64url(newPoint()), auth })
    strictEqual(keys?.p256dh.length, 65)
    strictEqual(keys.auth.length, 16)
  }
  ok(readPushKeys({ p256dh: `${toBase64url(newPoint())}=`, auth: `${auth}==` }), 'padding is harmless')
})

Deno.test('a stranger cannot save a point that is not on the curve, which would end the process at the next send', () => {
  const offCurve = newPoint()
  offCurve[64] = (offCurve[64] ?? 0) ^ 1
  const tooLarge = concat(new Uint8Array([4]), new Uint8Array(64).fill(0xff))
  const zero = concat(new Uint8Array([4]), new Uint8Array(64))
  const compressed = concat(new Uint8Array([2]), newPoint().subarray(1, 33))
  const hybrid = newPoint()
  hybrid[0] = 6
  for (const point of [
    offCurve,
    tooLarge,
    zero,
    compressed,
    hybrid,
    new Uint8Array(0),
    new Uint8Array(64).fill(4),
  ])
    strictEqual(readPushKeys({ p256dh: toBase64url(point), auth }), undefined, toHex(point))
})

Deno.test('a stranger cannot save an auth secret of another length or alphabet', () => {
  const p256dh = toBase64url(newPoint())
  for (const secret of ['', 'AAAA', toBase64url(new Uint8Array(15)), toBase64url(new Uint8Array(17))])
    strictEqual(readPushKeys({ p256dh, auth: secret }), undefined)
  for (const noise of ['short', `${auth}\u0000`, `${auth}+/`, 'ключ', '='])
    strictEqual(readPushKeys({ p256dh, auth: noise }), undefined, noise)
})

import { notDeepStrictEqual, strictEqual } from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createECDH } from 'node:crypto'
// @ts-types="./http-ece.d.ts"
import ece from 'http_ece'
import { bytes, fromBase64url, toBase64url, toHex, utf8 } from '../_shared/bytes.ts'
import { encrypt } from './encrypt.ts'

const decode = (text: string) => fromBase64url(text.replaceAll(/\s/g, ''))
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

Deno.test('a message comes out byte for byte as in the example of RFC 8291, section 5', async () => {
  const point = decode(
    'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
  )
  const privateKey = await crypto.subtle.importKey(
    'jwk',
    {
      ...{ kty: 'EC', crv: 'P-256', d: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw' },
      ...{ x: toBase64url(point.subarray(1, 33)), y: toBase64url(point.subarray(33)) },
    },
    { name: 'ECDH', namedCurve: 'P-256' },
    false,
    ['deriveBits'],
  )
  const encrypted = await encrypt(
    utf8('When I grow up, I want to be a watermelon'),
    {
      p256dh: decode(
        'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      ),
      auth: decode('BTBZMqHH6r4Tts7J_aSIgg'),
    },
    {
      keys: { privateKey, point },
      salt: decode('DGv6ra1nlYgDCS1FRnbzlw'),
    },
  )
  const expected = decode(`DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml
    mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT
    pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN`)
  strictEqual(toHex(encrypted), toHex(expected))
})

Deno.test('a browser decrypts what was encrypted for it, whatever the length, and nobody else does', async () => {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = random(16)
  const to = { p256dh: bytes(browser.getPublicKey()), auth }
  for (const length of [0, 1, 300, 3993]) {
    const message = random(length)
    const encrypted = await encrypt(message, to)
    strictEqual(encrypted.length, length + 103, 'header 86, delimiter 1, tag 16')
    const decrypted = ece.decrypt(Buffer.from(encrypted), {
      version: 'aes128gcm',
      privateKey: browser,
      authSecret: toBase64url(auth),
    })
    strictEqual(toHex(decrypted), toHex(message))
  }
})

Deno.test('a message is never encrypted twice with the same key or salt', async () => {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const to = { p256dh: bytes(browser.getPublicKey()), auth: random(16) }
  const [one, two] = [await encrypt(utf8('x'), to), await encrypt(utf8('x'), to)]
  notDeepStrictEqual(one.subarray(0, 16), two.subarray(0, 16))
  notDeepStrictEqual(one.subarray(21, 86), two.subarray(21, 86))
})

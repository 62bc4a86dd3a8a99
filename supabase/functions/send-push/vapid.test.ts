import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { importJWK, jwtVerify } from 'jose'
import webpush from 'web-push'
import { fromBase64url, toBase64url } from '../_shared/bytes.ts'
import { createVapid } from './vapid.ts'

const pair = webpush.generateVAPIDKeys()
const subject = 'mailto:ops@example.com'
const google = new URL('https://fcm.googleapis.com/fcm/send/1')

function read(header: string) {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? []
  const point = fromBase64url(key)
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: toBase64url(point.subarray(1, 33)),
    y: toBase64url(point.subarray(33)),
  }
  return { token, key, jwk }
}

Deno.test('a push service can verify who calls, for itself only and for at most 24 hours', async () => {
  const header = await (await createVapid({ ...pair, subject }))(google)
  const { token, key, jwk } = read(header)
  strictEqual(key, pair.publicKey)
  const { payload, protectedHeader } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
    audience: 'https://fcm.googleapis.com',
  })
  deepStrictEqual(protectedHeader, { typ: 'JWT', alg: 'ES256' })
  strictEqual(payload.sub, subject)
  const hours = ((payload.exp ?? 0) - Date.now() / 1000) / 3600
  strictEqual(Math.round(hours), 12)
})

Deno.test('a push service sees the same header again until it nears its end, and another service never sees it', async () => {
  let now = Date.now()
  const vapid = await createVapid({ ...pair, subject }, () => now)
  const first = await vapid(google)
  now += 10 * 3600_000
  strictEqual(await vapid(new URL('https://fcm.googleapis.com/fcm/send/2')), first)
  notStrictEqual(await vapid(new URL('https://web.push.apple.com/1')), first)
  now += 1.5 * 3600_000
  notStrictEqual(await vapid(google), first)
})

Deno.test('an operator with wrong keys or no address learns it at the start', async () => {
  const other = webpush.generateVAPIDKeys()
  const notAPair = /are not a pair/
  await rejects(createVapid({ publicKey: pair.publicKey, privateKey: other.privateKey, subject }), notAPair)
  await rejects(createVapid({ publicKey: 'AAAA', privateKey: pair.privateKey, subject }), notAPair)
  await rejects(createVapid({ publicKey: pair.publicKey, privateKey: 'short', subject }), notAPair)
  await rejects(createVapid({ ...pair, subject: 'ops@example.com' }), /mailto: or https:/)
  match(await (await createVapid({ ...pair, subject: 'https://example.com' }))(google), /^vapid t=/)
})

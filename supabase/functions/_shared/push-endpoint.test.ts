import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { isPushEndpoint, parseOrigins } from './push-endpoint.ts'

Deno.test('a person may save the endpoint of their own browser', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://web.push.apple.com/QABC',
    'https://wns2-par02p.notify.windows.com/w/?token=x',
    'https://fcm.googleapis.com:443/fcm/send/abc',
  ])
    strictEqual(isPushEndpoint(endpoint), true, endpoint)
})

Deno.test('a stranger cannot make us call any other address', () => {
  for (const endpoint of [
    '',
    'not a url',
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/fcm/send/abc',
    'https://ada@fcm.googleapis.com/x',
    'https://ada:secret@fcm.googleapis.com/x',
    'https://fcm.googleapis.com@127.0.0.1/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evilfcm.googleapis.com/x',
    'https://evilpush.apple.com/x',
    'https://fcm.googleapis.com./x',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://017700000001/x',
    'https://10.0.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[fe80::1]/x',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'javascript:alert(1)',
    `https://fcm.googleapis.com/${'a'.repeat(2000)}`,
  ])
    strictEqual(isPushEndpoint(endpoint), false, endpoint)
})

Deno.test('an operator may allow one more origin, exactly as written', () => {
  const extra = parseOrigins(' http://127.0.0.1:24324 , https://push.example.com')
  deepStrictEqual(extra, ['http://127.0.0.1:24324', 'https://push.example.com'])
  strictEqual(isPushEndpoint('http://127.0.0.1:24324/push/send/1', extra), true)
  strictEqual(isPushEndpoint('http://127.0.0.1:24325/push/send/1', extra), false)
  strictEqual(isPushEndpoint('https://127.0.0.1:24324/push/send/1', extra), false)
  strictEqual(isPushEndpoint('http://ada@127.0.0.1:24324/push/send/1', extra), false)
  strictEqual(isPushEndpoint('https://push.example.com.evil.example/1', extra), false)
})

Deno.test('an operator who misspells an origin is told at the start', () => {
  throws(() => parseOrigins('https://push.example.com/path'), /is no origin/)
  throws(() => parseOrigins('push.example.com'), /is no origin/)
  deepStrictEqual(parseOrigins(undefined), [])
})

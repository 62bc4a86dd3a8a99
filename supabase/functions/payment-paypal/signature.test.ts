import { strictEqual } from 'node:assert/strict'
import { readPaypal } from '../_shared/payments/paypal-api.ts'
import { crc32, isPaypals, paypalVerifier } from './signature.ts'

Deno.test('the check sum is that of the standard', () => {
  strictEqual(crc32(new TextEncoder().encode('123456789')), 0xcbf43926)
  strictEqual(crc32(new Uint8Array()), 0)
})

Deno.test('a certificate is fetched from PayPal and from nowhere that only looks like it', () => {
  const path = '/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77'
  for (const origin of [
    'https://api.paypal.com',
    'https://api.sandbox.paypal.com',
    'https://api-m.paypal.com',
  ])
    strictEqual(isPaypals(origin + path, undefined), true, origin)
  const others = [
    `http://api.paypal.com${path}`,
    `https://api.paypal.com.evil.example${path}`,
    `https://evil.example/https://api.paypal.com${path}`,
    `https://api.paypal.com@evil.example${path}`,
    `https://user:word@api.paypal.com${path}`,
    `https://api.paypal.com:8443${path}`,
    `https://paypal.com${path}`,
    `https://api.paypal.com${path}?u=https://evil.example`,
    'https://api.paypal.com/v2/checkout/orders',
    `https://api.paypal.com/v1/notifications/certs/../../v2/x`,
    `file:///v1/notifications/certs/x`,
    `http://169.254.169.254${path}`,
    '',
  ]
  for (const address of others) strictEqual(isPaypals(address, undefined), false, address)
  strictEqual(isPaypals(`http://127.0.0.1:1/paypal${path}`, 'http://127.0.0.1:1/paypal'), true)
  strictEqual(isPaypals(`http://127.0.0.1:2/paypal${path}`, 'http://127.0.0.1:1/paypal'), false)
})

Deno.test('nothing is fetched for a stranger: no certificate, another algorithm', async () => {
  const isSigned = paypalVerifier({ webhookId: 'W' })
  strictEqual(await isSigned(new Headers(), '{}'), false)
  const cert = 'https://api.paypal.com/v1/notifications/certs/CERT-1'
  const headers = new Headers({ 'paypal-auth-algo': 'none', 'paypal-cert-url': cert })
  strictEqual(await isSigned(headers, '{}'), false)
})

Deno.test('PayPal is set up whole or not at all', () => {
  const get = (set: Record<string, string>) => (name: string) => set[name]
  strictEqual(readPaypal(get({})), undefined)
  const half = { PAYPAL_CLIENT_ID: 'a', PAYPAL_CLIENT_SECRET: 'b' }
  let said = ''
  try {
    readPaypal(get(half))
  } catch (cause) {
    said = String(cause)
  }
  strictEqual(said.includes('PAYPAL_WEBHOOK_ID'), true)
  strictEqual(readPaypal(get({ ...half, PAYPAL_WEBHOOK_ID: 'c' }))?.webhookId, 'c')
})

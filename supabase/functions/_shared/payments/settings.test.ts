import { deepStrictEqual, strictEqual, throws } from 'node:assert/strict'
import { mpesaCallbackUrl, readMpesaAddress } from './mpesa-address.ts'
import { readFlutterwave, readMpesa } from './settings.ts'

const from = (values: Record<string, string>) => (name: string) => values[name]
const mpesa = {
  MPESA_CONSUMER_KEY: 'key',
  MPESA_CONSUMER_SECRET: 'secret',
  MPESA_SHORTCODE: '174379',
  MPESA_PASSKEY: 'pass',
}

Deno.test('a project without keys offers neither; half of them stop the start and are named', () => {
  strictEqual(readFlutterwave(from({})), undefined)
  strictEqual(readMpesa(from({})), undefined)
  throws(() => readFlutterwave(from({ FLUTTERWAVE_SECRET_KEY: 'x' })), /FLUTTERWAVE_SECRET_HASH/)
  throws(() => readMpesa(from({ ...mpesa, MPESA_PASSKEY: '' })), /MPESA_PASSKEY/)
  throws(() => readMpesa(from(mpesa)), /LINK_SECRET, PUBLIC_FUNCTIONS_URL/)
  strictEqual(
    readMpesa(from({ ...mpesa, LINK_SECRET: 's', PUBLIC_FUNCTIONS_URL: 'https://x' }))?.shortcode,
    '174379',
  )
})

Deno.test('an address is of one payment: not of another, not of a refund, not by another secret', () => {
  const url = mpesaCallbackUrl('secret', 'https://x.supabase.co/functions/v1')('payment', 'p1')
  deepStrictEqual(readMpesaAddress('secret', url), { kind: 'payment', id: 'p1' })
  for (const lie of [
    url.replace('p1', 'p2'),
    url.replace('payment=', 'refund='),
    url.replace(/token=.*/, ''),
    `${url}x`,
  ])
    strictEqual(readMpesaAddress('secret', lie), undefined, lie)
  strictEqual(readMpesaAddress('other', url), undefined)
})

import { strictEqual, throws } from 'node:assert/strict'
import fc from 'fast-check'
import { fromDecimal, fromProvider, minorDigits, toDecimal, toProvider } from './money.ts'

const currency = fc.constantFrom(
  ...'EUR USD GBP JPY KRW KWD BHD TND UGX ISK HUF TWD KES NGN MGA CLP XOF INR'.split(' '),
)
const amount = fc.integer({ min: 0, max: 1_000_000_000_000 })

Deno.test('a sum has as many decimals as its currency', () => {
  strictEqual(toDecimal(1250, 'EUR'), '12.50')
  strictEqual(toDecimal(5, 'EUR'), '0.05')
  strictEqual(toDecimal(1250, 'JPY'), '1250')
  strictEqual(toDecimal(1250, 'KWD'), '1.250')
  strictEqual(toDecimal(-5, 'USD'), '-0.05')
})

Deno.test('every sum comes back from its decimals as it went', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      strictEqual(fromDecimal(toDecimal(minor, code), code), minor)
      const written = toDecimal(minor, code)
      // as providers may write it: with fewer noughts, or more
      if (written.includes('.')) strictEqual(fromDecimal(written.replace(/\.?0+$/, ''), code), minor)
      strictEqual(fromDecimal(minorDigits(code) > 0 ? `${written}00` : `${written}.00`, code), minor)
    }),
  )
})

Deno.test('what is not exactly a sum is refused, never rounded', () => {
  for (const text of [
    '',
    ' 1',
    '1,50',
    '1e3',
    'NaN',
    '0x10',
    '12.505',
    '--1',
    '1.',
    '.5',
    '9999999999999999',
  ])
    throws(() => fromDecimal(text, 'EUR'), RangeError, text)
  throws(() => fromDecimal('12.5', 'JPY'), RangeError)
  throws(() => toDecimal(1.5, 'EUR'), RangeError)
})

Deno.test('every sum that a provider can be told comes back from it as it went', () => {
  const provider = fc.constantFrom(
    'stripe' as const,
    'paypal' as const,
    'flutterwave' as const,
    'mpesa' as const,
  )
  fc.assert(
    fc.property(provider, amount, currency, (name, minor, code) => {
      const said = toProvider(name, minor, code)
      if (said !== undefined) strictEqual(fromProvider(name, said, code), minor)
    }),
    { numRuns: 1000 },
  )
})

Deno.test('each provider counts in its own way', () => {
  strictEqual(toProvider('stripe', 1250, 'EUR'), '1250')
  strictEqual(toProvider('stripe', 1250, 'JPY'), '1250')
  strictEqual(toProvider('stripe', 1250, 'UGX'), '125000')
  strictEqual(toProvider('stripe', 500_000, 'MGA'), '5000')
  strictEqual(toProvider('stripe', 500_001, 'MGA'), undefined)
  strictEqual(toProvider('stripe', 1250, 'KWD'), '1250')
  strictEqual(toProvider('stripe', 1255, 'KWD'), undefined)
  strictEqual(toProvider('paypal', 1250, 'EUR'), '12.50')
  strictEqual(toProvider('paypal', 1200, 'HUF'), '12')
  strictEqual(toProvider('paypal', 1250, 'HUF'), undefined)
  strictEqual(toProvider('paypal', 1250, 'JPY'), '1250')
  strictEqual(toProvider('mpesa', 1200, 'KES'), '12')
  strictEqual(toProvider('mpesa', 1250, 'KES'), undefined)
  strictEqual(toProvider('flutterwave', 1250, 'NGN'), '12.50')
  throws(() => fromProvider('stripe', 1.5, 'EUR'), RangeError)
  throws(() => fromProvider('stripe', 150, 'UGX'), RangeError)
})

import type { ProviderName } from './provider.ts'

/** Digits behind the point by ISO 4217, where they are not two. The same list stands in private.currencies. */
const digits: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
}

/** How many digits a sum of this currency has behind the point: EUR 2, JPY 0, KWD 3. */
export const minorDigits = (currency: string): number => digits[currency.toUpperCase()] ?? 2

/** 1250 EUR → "12.50", 1250 JPY → "1250". Throws on what is no whole number of at most 2^53. */
export function toDecimal(amountMinor: number, currency: string): string {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError('A sum is a whole number of minor units')
  const places = minorDigits(currency)
  const text = String(Math.abs(amountMinor)).padStart(places + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}

/** "12.50" or "12.5" EUR → 1250. Throws on anything that is not exactly a sum of this currency: "12.505", "1e3", "12,50". */
export function fromDecimal(text: string, currency: string): number {
  const found = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!found) throw new RangeError(`Not a sum: ${text.slice(0, 40)}`)
  const [, sign, whole = '', part = ''] = found
  const places = minorDigits(currency)
  // 12.000 JPY is twelve yen: noughts behind what a currency has say nothing
  if (/[^0]/.test(part.slice(places))) throw new RangeError(`Not a sum of ${currency}: ${text.slice(0, 40)}`)
  const minor = Number(whole + part.slice(0, places).padEnd(places, '0'))
  if (!Number.isSafeInteger(minor)) throw new RangeError('A sum beyond counting')
  return sign && minor !== 0 ? -minor : minor
}

/** What Stripe counts without decimals (docs.stripe.com/currencies, "Zero-decimal currencies"). */
const stripeWhole = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
/** What Stripe counts with two although ISO 4217 has none: its last two digits are noughts. */
const stripePadded = new Set(['ISK', 'UGX'])
const stripeThree = new Set('BHD JOD KWD OMR TND'.split(' '))

/** A sum in the unit a provider counts in, or nothing when it cannot be said to it: a tenth of a Kenyan shilling to M-Pesa. */
export function toProvider(
  provider: ProviderName,
  amountMinor: number,
  currency: string,
): string | undefined {
  const code = currency.toUpperCase()
  if (provider === 'stripe') {
    if (stripePadded.has(code)) return String(amountMinor * 100)
    // of dinars Stripe takes no smaller coin than ten fils
    if (stripeThree.has(code) && amountMinor % 10 !== 0) return undefined
    if (stripeWhole.has(code) !== (minorDigits(code) === 0)) {
      return amountMinor % 100 === 0 ? String(amountMinor / 100) : undefined
    }
    return String(amountMinor)
  }
  // PayPal refuses decimals of these three, though two of them have them by ISO 4217
  const isWhole = provider === 'mpesa' || (provider === 'paypal' && ['HUF', 'JPY', 'TWD'].includes(code))
  if (!isWhole) return toDecimal(amountMinor, code)
  const unit = 10 ** minorDigits(code)
  return amountMinor % unit === 0 ? String(amountMinor / unit) : undefined
}

/** The other way: what a provider says it took, in minor units. Throws on what is no sum. */
export function fromProvider(provider: ProviderName, said: string | number, currency: string): number {
  const code = currency.toUpperCase()
  if (provider !== 'stripe') return fromDecimal(String(said), code)
  const amount = Number(said)
  if (!Number.isSafeInteger(amount)) throw new RangeError('Stripe counts in whole numbers')
  if (stripePadded.has(code)) {
    if (amount % 100 !== 0) throw new RangeError(`Not a sum of ${code}: ${amount}`)
    return amount / 100
  }
  return stripeWhole.has(code) && minorDigits(code) === 2 ? amount * 100 : amount
}

import { latinDigits } from './digits.ts'
import { formatTag } from './locale.ts'

// ISO 4217 as the server has it, where it is not two. Not Intl's: that writes what people pay in cash, such as no decimals of a forint
const whole = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ')
const threes = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')

/** Digits behind the point: EUR 2, JPY 0, KWD 3. */
export const minorDigits = (currency: string): number =>
  whole.includes(currency) ? 0 : threes.includes(currency) ? 3 : 2

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency)
  if (known) return known
  const digits = minorDigits(currency)
  const format = new Intl.NumberFormat(formatTag, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formats.set(currency, format)
  return format
}

/** "€12.50", from minor units, as the reader's language writes it. */
export const moneyText = (amountMinor: number, currency: string): string =>
  formatOf(currency).format(amountMinor / 10 ** minorDigits(currency))

/** "12.50", "12,5" or "١٢٫٥٠" as somebody types it; null when it is no sum of this currency. */
export function readMoney(typed: string, currency: string): number | null {
  const plain = latinDigits(typed.trim()).replace(/[,٫]/, '.')
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d*))?$/.exec(plain) ?? []
  const digits = minorDigits(currency)
  if (whole === undefined || part.length > digits) return null
  const minor = Number(whole + part.padEnd(digits, '0'))
  return Number.isSafeInteger(minor) ? minor : null
}

/** As it stands in a field that is edited: "12.50". */
export function plainMoney(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency)
  return (amountMinor / 10 ** digits).toFixed(digits)
}

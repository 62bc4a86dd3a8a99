import { formatTag } from './locale.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency)
  if (known) return known
  const format = new Intl.NumberFormat(formatTag, { style: 'currency', currency })
  formats.set(currency, format)
  return format
}

/** Digits behind the point: EUR 2, JPY 0, KWD 3. */
export const minorDigits = (currency: string): number =>
  formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2

/** "€12.50", from minor units, as the reader's language writes it. */
export const moneyText = (amountMinor: number, currency: string): string =>
  formatOf(currency).format(amountMinor / 10 ** minorDigits(currency))

/** "12.50", "12,5" or "١٢٫٥٠" as somebody types it; null when it is no sum of this currency. */
export function readMoney(typed: string, currency: string): number | null {
  const plain = typed
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[,٫]/, '.')
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

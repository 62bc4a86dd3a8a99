import { formatTag, locale } from './locale.ts'
import { isolated } from './words.ts'

const metres = new Intl.NumberFormat(formatTag, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 })
const kilometres = new Intl.NumberFormat(formatTag, {
  style: 'unit',
  unit: 'kilometer',
  maximumFractionDigits: 1,
})

/** "80 m" in steps of ten below a kilometre, "1.2 km" above. */
export function distanceText(distanceM: number): string {
  if (distanceM < 950) return metres.format(Math.max(10, Math.round(distanceM / 10) * 10))
  return kilometres.format(distanceM < 20_000 ? distanceM / 1000 : Math.round(distanceM / 1000))
}

const speeds = new Intl.NumberFormat(formatTag, {
  style: 'unit',
  unit: 'kilometer-per-hour',
  maximumFractionDigits: 0,
})

/** "32 km/h", from metres per second. */
export function speedText(mps: number): string {
  return speeds.format(mps * 3.6)
}

/** Up to two first letters of a name, for avatars. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

/** A link to be followed: only http(s) and own paths; anything else, such as javascript:, becomes null. */
export function safeHref(value: string | null | undefined, base = window.location.origin): string | null {
  if (!value) return null
  try {
    const url = new URL(value, base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}

const lists = new Intl.ListFormat(formatTag, { style: 'short', type: 'unit' })

/** "Ada, Sam": several names in a line or a sentence; in other scripts than the sentence they do not turn it. */
export function listText(names: readonly string[]): string {
  return lists.format(locale === 'en' ? names : names.map(isolated))
}

const counts = new Intl.NumberFormat(formatTag)

/** "1,204", in the digits of the reader; "99+" beyond `most`. */
export const countText = (count: number, most = Number.POSITIVE_INFINITY): string =>
  count > most ? `${counts.format(most)}+` : counts.format(count)

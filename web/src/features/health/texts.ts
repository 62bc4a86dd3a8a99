import { formatTag } from '../../lib/locale.ts'
import { clockText } from '../../lib/time.ts'
import type { Span } from './health.ts'

const numbers = new Intl.NumberFormat(formatTag)
const percents = new Intl.NumberFormat(formatTag, { style: 'percent', maximumFractionDigits: 1 })
const days = new Intl.DateTimeFormat(formatTag, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const daysAndClocks = new Intl.DateTimeFormat(formatTag, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
})
const lists = new Intl.ListFormat(formatTag, { type: 'unit', style: 'short' })
const unit = (name: string, digits: number) =>
  new Intl.NumberFormat(formatTag, { style: 'unit', unit: name, maximumFractionDigits: digits })
const [shortSeconds, seconds, minutes, hours] = [
  unit('second', 2),
  unit('second', 0),
  unit('minute', 0),
  unit('hour', 1),
]

export const countText = (count: number): string => numbers.format(count)
/** "98.2%", or a dash where there is no whole. */
export const percentText = (share: number | null): string => (share === null ? '–' : percents.format(share))
export const listText = (parts: readonly string[]): string => lists.format(parts)

/** "0.42 sec", "34 sec", "12 min", "2.5 hr". */
export function secondsText(value: number | null): string {
  if (value === null) return '–'
  if (value < 10) return shortSeconds?.format(value) ?? ''
  if (value < 120) return seconds?.format(value) ?? ''
  if (value < 7200) return minutes?.format(value / 60) ?? ''
  return hours?.format(value / 3600) ?? ''
}

export const moneyText = (value: number, currency: string): string =>
  new Intl.NumberFormat(formatTag, { style: 'currency', currency, maximumFractionDigits: 4 }).format(value)

/** Where a step begins: hours and quarters of a day by the reader's clock, days by UTC, as they are counted. */
export function stepText(at: number, span: Span): string {
  if (span === 'day') return clockText(new Date(at))
  return span === 'week' ? daysAndClocks.format(at) : days.format(at)
}

/** "21 Nov", a day in UTC. */
export const dayText = (at: number): string => days.format(at)

const providerNames: Record<string, string> = {
  ...{ web_push: 'Web Push', twilio: 'Twilio', vonage: 'Vonage' },
  ...{ resend: 'Resend', sendgrid: 'SendGrid' },
}
/** "SendGrid": what a provider calls itself, in every language; one of an adopter's own as it stands in its row. */
export const providerText = (provider: string): string => providerNames[provider] ?? provider

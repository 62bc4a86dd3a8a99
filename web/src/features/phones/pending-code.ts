import * as v from 'valibot'
import { formatTag } from '../../lib/locale.ts'

/** A code on its way: where to, and the times that the screen counts down to (milliseconds since 1970). */
const pending = v.object({
  masked: v.string(),
  number: v.string(),
  country: v.string(),
  resendAt: v.number(),
  expiresAt: v.number(),
})
export type PendingCode = v.InferOutput<typeof pending>

const key = (userId: string) => `orderline:phone-code:${userId}`

/** Kept for this tab: a phone may drop the page while its owner reads the text. */
export function readPending(userId: string, now = Date.now()): PendingCode | null {
  try {
    const read = v.safeParse(pending, JSON.parse(sessionStorage.getItem(key(userId)) ?? 'null'))
    return read.success && read.output.expiresAt > now ? read.output : null
  } catch {
    return null
  }
}

export function keepPending(userId: string, code: PendingCode | null): void {
  try {
    if (code) sessionStorage.setItem(key(userId), JSON.stringify(code))
    else sessionStorage.removeItem(key(userId))
  } catch {
    // without storage a reload asks for the number again
  }
}

/** "0:27" */
export function clockText(seconds: number): string {
  const left = Math.max(Math.ceil(seconds), 0)
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

/** "45 seconds", "12 minutes", "3 hours": how long somebody has to wait, rounded up. */
export function waitText(seconds: number): string {
  const [amount, unit]: [number, string] =
    seconds < 90
      ? [Math.ceil(seconds), 'second']
      : seconds < 5400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour']
  return new Intl.NumberFormat(formatTag, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}

// languages whose usual script runs from right to left (CLDR); Deno 2.1 cannot be asked
const rightToLeft = /^(ar|arc|ckb|dv|fa|he|ks|ps|sd|syr|ug|ur|yi)(-(?!latn|cyrl)|$)/i

/** The direction of a BCP 47 language; `auto` lets the browser look at the letters. */
export function directionOf(locale: string | undefined): 'ltr' | 'rtl' | 'auto' {
  if (!locale) return 'auto'
  return rightToLeft.test(locale) ? 'rtl' : 'ltr'
}

// the words that no template holds; a language without them is asked in English
const markRead: Record<string, string> = { ar: 'وضع علامة مقروء', es: 'Marcar como leída' }

export const markReadIn = (locale = 'en'): string => markRead[locale.split('-')[0] ?? ''] ?? 'Mark read'

const decline: Record<string, string> = { ar: 'رفض', es: 'Rechazar' }

export const declineIn = (locale = 'en'): string => decline[locale.split('-')[0] ?? ''] ?? 'Decline'

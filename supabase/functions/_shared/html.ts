const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of anybody on its way into HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '')
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const letters = /\p{L}/u

/** A direction for words that are wholly in the other script than their surroundings, such as an English note in an Arabic mail. */
export function ownDirection(text: string, around: 'ltr' | 'rtl'): 'ltr' | 'rtl' | undefined {
  const hasRight = rightToLeft.test(text)
  const hasLeft = letters.test(text.replaceAll(new RegExp(rightToLeft, 'g'), ''))
  if (around === 'rtl') return hasLeft && !hasRight ? 'ltr' : undefined
  return hasRight && !hasLeft ? 'rtl' : undefined
}

/** ar, he, fa and ur are read from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|he|fa|ur)(-|$)/i.test(locale) ? 'rtl' : 'ltr'
}

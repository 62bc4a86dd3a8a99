const opening = '({['
const closing = ')}]'

/**
 * Splits at a one-character separator that stands outside brackets and quotes. A quote only opens at the start of a
 * value, so `5"` stays text. Undefined when brackets or quotes do not close.
 */
export function splitOutside(text: string, separator: string): string[] | undefined {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"' && opensQuote(text, at)) {
      at = endOfQuote(text, at)
      if (at < 0) return undefined
    } else if (opening.includes(char)) depth++
    else if (closing.includes(char)) {
      if (--depth < 0) return undefined
    } else if (char === separator && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  if (depth !== 0) return undefined
  parts.push(text.slice(start))
  return parts
}

const opensQuote = (text: string, at: number) => at === 0 || /[(,.{[:\s]/.test(text.charAt(at - 1))

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++
    else if (text.charAt(at) === '"') return at
  }
  return -1
}

/** `"a \"b\""` → `a "b"`; anything unquoted stays as it is. */
export const unquote = (text: string): string =>
  text.length >= 2 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replace(/\\(.)/g, '$1')
    : text

/** A Postgres array literal of texts; the column's type does the rest. */
export const arrayLiteral = (values: string[]): string =>
  `{${values.map((value) => `"${value.replace(/(["\\])/g, '\\$1')}"`).join(',')}}`

// GSM 03.38: one septet each, and those behind the escape that cost two.
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '\f^{}\\[~]|€'
const septets = new Map([
  ...[...basic].map((c) => [c, 1] as const),
  ...[...extended].map((c) => [c, 2] as const),
])

// Typography that has a plain twin: one curly quote would more than halve the room of the whole message. Twilio's SmartEncoded
// replaces it in every text, also in one that stays UCS-2, and counts afterwards: so do we.
const twins: [RegExp, string][] = [
  [/[\u2018\u2019\u201a\u201b\u2032\u02bc]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [/[\u200b\u2060\ufeff]/g, ''],
]

// Twilio refuses longer bodies (21617).
const maxLength = 1600

const isGsm = (text: string) => [...text].every((c) => septets.has(c))

/**
 * The body as it will be sent: trimmed, in composed letters, and plain. Done here and not only by Twilio's SmartEncoded,
 * so that a look-up can compare what we sent with what Twilio kept.
 */
export function plainText(text: string): string {
  const composed = text.normalize('NFC').trim()
  const plain = twins.reduce((result, [letter, twin]) => result.replace(letter, twin), composed)
  return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength - 3).toWellFormed()}...`
}

/** How a text travels and in how many parts it is billed: 160 septets or 70 UTF-16 units alone, 153 or 67 per part. */
export function measure(text: string): { encoding: 'GSM-7' | 'UCS-2'; segments: number } {
  const letters = [...text]
  return isGsm(text)
    ? { encoding: 'GSM-7', segments: countParts(letters, (c) => septets.get(c) ?? 1, 160, 153) }
    : { encoding: 'UCS-2', segments: countParts(letters, (c) => c.length, 70, 67) }
}

/** A letter of two units never falls on both sides of a cut, so parts may end one unit short. */
function countParts(
  letters: string[],
  width: (letter: string) => number,
  alone: number,
  part: number,
): number {
  if (letters.reduce((sum, letter) => sum + width(letter), 0) <= alone) return 1
  let parts = 1
  let filled = 0
  for (const letter of letters) {
    if (filled + width(letter) > part) {
      parts++
      filled = 0
    }
    filled += width(letter)
  }
  return parts
}

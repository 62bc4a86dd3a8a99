// GSM 03.38 basic set and its extension table; a letter of the second takes two places.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')
// The look-alikes SmartEncoded replaces before it counts.
const lookalikes: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\u200b': '',
}

export type Segments = { encoding: 'GSM-7' | 'UCS-2'; segments: number }

/** One SMS holds 160 septets or 70 UTF-16 units; a part of a longer one 153 or 67 (6 bytes of header). */
export function countSegments(body: string, isSmart: boolean): Segments {
  const text = isSmart ? [...body].map((letter) => lookalikes[letter] ?? letter).join('') : body
  const letters = [...text]
  if (letters.every((letter) => basic.has(letter) || extended.has(letter))) {
    return {
      encoding: 'GSM-7',
      segments: fill(
        letters.map((letter) => (extended.has(letter) ? 2 : 1)),
        160,
        153,
      ),
    }
  }
  return {
    encoding: 'UCS-2',
    segments: fill(
      letters.map((letter) => letter.length),
      70,
      67,
    ),
  }
}

/** No letter is cut in two: a wide one that does not fit begins the next part. */
function fill(widths: number[], whole: number, part: number): number {
  if (widths.reduce((sum, width) => sum + width, 0) <= whole) return 1
  let parts = 1
  let used = 0
  for (const width of widths) {
    if (used + width > part) {
      parts += 1
      used = 0
    }
    used += width
  }
  return parts
}

import { utf8 } from '../_shared/bytes.ts'

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ellipsis = '…'
const ellipsisBytes = 3

/** How many bytes a text takes inside JSON, without its quotes. */
export const jsonBytes = (text: string): number => utf8(JSON.stringify(text)).length - 2

// no UTF-16 unit takes more than six bytes (\u0000), so most texts need not be measured
export const fits = (text: string, maxBytes: number): boolean =>
  text.length * 6 <= maxBytes || jsonBytes(text) <= maxBytes

/**
 * The text, or its beginning and an ellipsis, in at most `maxBytes` of JSON. Cuts between what people take for letters:
 * a flag, an accent or a family of four is never cut in half.
 */
export function clip(text: string, maxBytes: number): string {
  if (fits(text, maxBytes)) return text
  let left = maxBytes - ellipsisBytes
  let kept = ''
  for (const { segment } of letters.segment(text)) {
    left -= jsonBytes(segment)
    if (left < 0) break
    kept += segment
  }
  return maxBytes < ellipsisBytes ? '' : kept.trimEnd() + ellipsis
}

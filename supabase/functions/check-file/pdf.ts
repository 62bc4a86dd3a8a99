import { concat } from '../_shared/bytes.ts'
import type { Found } from './examine.ts'
import { Unreadable } from './reader.ts'

const end = [...'%%EOF'].map((letter) => letter.charCodeAt(0))

/**
 * A PDF that begins with its first byte and ends with its last: readers forgive a kilobyte of anything before and after,
 * which is where a second file hides. What is inside is not looked at: it opens in a tab of its own, as a PDF.
 */
export function readPdf(content: Uint8Array): Found {
  for (let at = content.length - end.length; at > 0 && at > content.length - 1024; at--) {
    if (end.every((byte, place) => content[at + place] === byte))
      return { content: concat(content.subarray(0, at + end.length), new Uint8Array([10])) }
  }
  throw new Unreadable('it has no end')
}

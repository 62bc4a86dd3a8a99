import { toHex } from '../_shared/bytes.ts'
import { readGif } from './gif.ts'
import { readJpeg } from './jpeg.ts'
import { readPdf } from './pdf.ts'
import { readPng } from './png.ts'
import { Unreadable } from './reader.ts'
import { readWebp } from './webp.ts'

/** What may be stored: the bytes without what does not belong there, and how large the picture is shown. */
export type Found = { content: Uint8Array; width?: number; height?: number }
export type Examined = { found: Found; reason?: never } | { found?: never; reason: string }

const readers: Record<string, (content: Uint8Array) => Found> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/webp': readWebp,
  'image/gif': readGif,
  'application/pdf': readPdf,
}

/** A picture that opens to more than this is a bomb, not a photo: 50 megapixels are 200 MB in a phone's memory. */
const maxPixels = 50_000_000
const maxSide = 16_384

/** First bytes in hexadecimal; a dot is any digit. */
const starts: [mime: string, pattern: RegExp][] = [
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e470d0a1a0a/],
  ['image/webp', /^52494646.{8}57454250/],
  ['image/gif', /^47494638(37|39)61/],
  ['application/pdf', /^255044462d3[0-9]/],
]

/** The type that the first bytes speak of; nothing for any other. */
export function typeOf(content: Uint8Array): string | undefined {
  const head = toHex(content.subarray(0, 16))
  return starts.find(([, pattern]) => pattern.test(head))?.[0]
}

/**
 * Reads a file from its first byte to its last as what it says it is, and writes it anew without position, camera,
 * comments and whatever stands after its end. Reasons: empty, type_not_allowed, type_mismatch, damaged, too_many_pixels.
 */
export function examine(content: Uint8Array, mime: string): Examined {
  if (content.length === 0) return { reason: 'empty' }
  const type = typeOf(content)
  if (!type) return { reason: 'type_not_allowed' }
  const read = readers[type]
  if (type !== mime || !read) return { reason: 'type_mismatch' }
  try {
    const found = read(content)
    const { width = 1, height = 1 } = found
    if (width < 1 || height < 1) return { reason: 'damaged' }
    if (width > maxSide || height > maxSide || width * height > maxPixels)
      return { reason: 'too_many_pixels' }
    return { found }
  } catch (cause) {
    if (cause instanceof Unreadable) return { reason: cause.reason }
    throw cause
  }
}

import { concat } from '../_shared/bytes.ts'
import type { Found } from './examine.ts'
import { readerOf, Unreadable } from './reader.ts'

/** What draws the picture, animated or not. Text, EXIF, time and whatever is unknown go. */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYS bKGD cICP acTL fcTL fdAT'.split(' '),
)
/** Colour profiles are packed, and have no size of their own: a large one may be a bomb. */
const maxProfileBytes = 65_536
const maxFrames = 500

export function readPng(content: Uint8Array): Found {
  const reader = readerOf(content)
  const parts: Uint8Array[] = [reader.take(8)]
  let size: { width: number; height: number } | undefined
  let frames = 0
  let hasData = false
  for (let type = ''; type !== 'IEND'; ) {
    const from = reader.at
    const length = reader.u32()
    type = reader.text(4)
    const body = reader.take(length)
    if (reader.u32() !== crc32(content.subarray(from + 4, from + 8 + length)))
      throw new Unreadable('a checksum is wrong')
    if ((type === 'IHDR') !== (size === undefined))
      throw new Unreadable('the header must come first, and once')
    if (type === 'IHDR') {
      if (length !== 13) throw new Unreadable('the header has another length')
      const view = new DataView(body.buffer, body.byteOffset, 8)
      size = { width: view.getUint32(0), height: view.getUint32(4) }
    }
    if (type === 'IDAT') hasData = true
    if (type === 'fcTL' && ++frames > maxFrames) throw new Unreadable('too many frames', 'too_many_pixels')
    if (kept.has(type) && !(type === 'iCCP' && length > maxProfileBytes))
      parts.push(content.subarray(from, reader.at))
    // a chunk whose name begins with a capital may not be left out: with an unknown one the picture is not shown right
    else if (/^[A-Z]/.test(type)) throw new Unreadable(`a part ${JSON.stringify(type)} nobody knows`)
  }
  if (!size || !hasData) throw new Unreadable('no picture in it')
  return { content: concat(...parts), ...size }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

export function crc32(content: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of content) value = (table[(value ^ byte) & 255] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

import { concat } from '../_shared/bytes.ts'
import type { Found } from './examine.ts'
import { readerOf, Unreadable } from './reader.ts'

/** What draws the picture. EXIF, XMP and whatever is unknown go. */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const maxFrames = 500
/** Of the header's flags: colour profile, alpha, animation; not EXIF, not XMP. */
const keptFlags = 0x20 | 0x10 | 0x02

export function readWebp(content: Uint8Array): Found {
  const reader = readerOf(content)
  reader.skip(4)
  const length = reader.u32le()
  reader.skip(4)
  // what stands after the end that the header names goes
  const end = 8 + length
  if (end > content.length) throw new Unreadable('cut off')
  const parts: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let frames = 0
  let hasPicture = false
  while (reader.at < end) {
    const from = reader.at
    const name = reader.text(4)
    const body = reader.take(reader.u32le())
    if (body.length % 2 === 1 && reader.at < end) reader.skip(1)
    if (reader.at > end) throw new Unreadable('a part is longer than the file')
    if (!kept.has(name)) continue
    if (name === 'ANMF' && ++frames > maxFrames) throw new Unreadable('too many frames', 'too_many_pixels')
    if (name === 'VP8X') {
      if (size || body.length !== 10) throw new Unreadable('a header that cannot be')
      size = { width: 1 + u24(body, 4), height: 1 + u24(body, 7) }
      const part = content.slice(from, reader.at)
      part[8] = (part[8] ?? 0) & keptFlags
      parts.push(part)
      continue
    }
    if (name === 'VP8 ' || name === 'VP8L' || name === 'ANMF') hasPicture = true
    size ??= name === 'VP8 ' ? lossySize(body) : name === 'VP8L' ? losslessSize(body) : undefined
    parts.push(padded(content.subarray(from, from + 8 + body.length)))
  }
  if (!size || !hasPicture) throw new Unreadable('no picture in it')
  const body = concat(...parts)
  const head = new Uint8Array(12)
  head.set(content.subarray(0, 12))
  new DataView(head.buffer).setUint32(4, body.length + 4, true)
  return { content: concat(head, body), ...size }
}

const u24 = (body: Uint8Array, at: number) =>
  (body[at] ?? 0) + (body[at + 1] ?? 0) * 256 + (body[at + 2] ?? 0) * 65_536

const padded = (part: Uint8Array) => (part.length % 2 === 0 ? part : concat(part, new Uint8Array(1)))

function lossySize(body: Uint8Array) {
  const isKeyFrame = ((body[0] ?? 1) & 1) === 0
  if (!isKeyFrame || body[3] !== 0x9d || body[4] !== 0x01 || body[5] !== 0x2a)
    throw new Unreadable('no key frame')
  return { width: u24(body, 6) & 0x3fff, height: u24(body, 8) & 0x3fff }
}

function losslessSize(body: Uint8Array) {
  if (body[0] !== 0x2f || body.length < 5) throw new Unreadable('no lossless picture')
  const bits = u24(body, 1) + (body[4] ?? 0) * 16_777_216
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

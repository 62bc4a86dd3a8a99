import { concat } from '../_shared/bytes.ts'
import type { Found } from './examine.ts'
import { readerOf, Unreadable } from './reader.ts'

const maxFrames = 500
/** How often an animation is repeated; every other application's block, XMP among them, goes. */
const keptApplications = ['NETSCAPE2.0', 'ANIMEXTS1.0']

/** Keeps the frames and their timing. Comments, texts and what follows the end go. */
export function readGif(content: Uint8Array): Found {
  const reader = readerOf(content)
  reader.skip(6)
  const size = { width: reader.u16le(), height: reader.u16le() }
  const flags = reader.u8()
  reader.skip(2 + colours(flags))
  const kept: Uint8Array[] = [content.subarray(0, reader.at)]
  let frames = 0
  const skipBlocks = () => {
    for (let length = reader.u8(); length > 0; length = reader.u8()) reader.skip(length)
  }
  for (;;) {
    const from = reader.at
    const kind = reader.u8()
    if (kind === 0x3b) break
    if (kind === 0x2c) {
      if (++frames > maxFrames) throw new Unreadable('too many frames', 'too_many_pixels')
      reader.skip(8)
      reader.skip(colours(reader.u8()) + 1)
      skipBlocks()
      kept.push(content.subarray(from, reader.at))
    } else if (kind === 0x21) {
      const label = reader.u8()
      const name =
        label === 0xff ? String.fromCharCode(...content.subarray(reader.at + 1, reader.at + 12)) : ''
      skipBlocks()
      if (label === 0xf9 || keptApplications.includes(name)) kept.push(content.subarray(from, reader.at))
    } else throw new Unreadable('a block nobody knows')
  }
  if (frames === 0) throw new Unreadable('no picture in it')
  return { content: concat(...kept, new Uint8Array([0x3b])), ...size }
}

/** Bytes of a table of colours, where the flags say there is one. */
const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** The file is not what its type promises. */
export class Unreadable extends Error {
  readonly reason: 'damaged' | 'too_many_pixels'
  constructor(what: string, reason: 'damaged' | 'too_many_pixels' = 'damaged') {
    super(what)
    this.reason = reason
  }
}

/** Reads bytes one after another; past the end it throws Unreadable. */
export function readerOf(content: Uint8Array) {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  let at = 0
  const step = (length: number) => {
    const from = at
    if (length < 0 || from + length > content.length) throw new Unreadable(`ends at ${content.length}`)
    at += length
    return from
  }
  return {
    get at() {
      return at
    },
    get isAtEnd() {
      return at >= content.length
    },
    u8: () => view.getUint8(step(1)),
    u16: () => view.getUint16(step(2)),
    u16le: () => view.getUint16(step(2), true),
    u32: () => view.getUint32(step(4)),
    u32le: () => view.getUint32(step(4), true),
    /** The next bytes, as a view on the file. */
    take: (length: number) => content.subarray(step(length), at),
    text: (length: number) => String.fromCharCode(...content.subarray(step(length), at)),
    skip: (length: number) => void step(length),
    goTo: (place: number) => {
      at = 0
      step(place)
    },
  }
}

import { Buffer } from 'node:buffer'
import { bytes, concat, fromBase64, utf8 } from '../_shared/bytes.ts'
import { crc32 } from './png.ts'

/** Without being a Buffer, so that a test can compare it. */
const plain = (text: string) => new Uint8Array(fromBase64(text))

/** Small real pictures for tests, and ways to hide things in them. */
export const jpeg = plain(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
)
/** 1 by 1, lossless */
export const webp = plain('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==')
/** 1 by 1 */
export const gif = plain('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')
/** 1 by 1 */
export const png = plain(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)
export const pdf = new Uint8Array(
  utf8(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
)
/** What must not be found in anything that was cleaned. */
export const secret = 'GPSLatitude 45.2757 Canon EOS'

const u16 = (value: number) => new Uint8Array([value >> 8, value & 255])
const u32 = (value: number) =>
  bytes(Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]))
const u32le = (value: number) => u32(value).toReversed()

/** A JPEG that says it is this large. */
export function jpegOf(width: number, height: number, from: Uint8Array = jpeg): Uint8Array {
  const made = from.slice()
  const frame = made.findIndex((byte, at) => byte === 0xff && made[at + 1] === 0xc0)
  made.set(concat(u16(height), u16(width)), frame + 5)
  return made
}

/** A JPEG with segments after its first marker. */
export const withSegments = (...segments: [marker: number, body: Uint8Array][]): Uint8Array =>
  concat(
    jpeg.subarray(0, 2),
    ...segments.map(([marker, body]) => concat(new Uint8Array([0xff, marker]), u16(body.length + 2), body)),
    jpeg.subarray(2),
  )

/** EXIF as a phone writes it: which way is up, a camera, a position. */
export function exif(orientation: number): Uint8Array {
  const entry = (tag: number, type: number, count: number, value: Uint8Array) =>
    concat(u16(tag), u16(type), u32(count), value)
  const words = utf8(`${secret}\0`)
  return concat(
    utf8('Exif\0\0MM\0*'),
    u32(8),
    u16(2),
    entry(0x0110, 2, words.length, u32(38)),
    entry(0x0112, 3, 1, concat(u16(orientation), u16(0))),
    u32(0),
    words,
  )
}

/** A PNG with chunks before its end. */
export const withChunks = (...chunks: [type: string, body: Uint8Array][]): Uint8Array =>
  concat(png.subarray(0, -12), ...chunks.map(([type, body]) => pngChunk(type, body)), png.subarray(-12))

export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const named = concat(utf8(type), body)
  return concat(u32(body.length), named, u32(crc32(named)))
}

/** A PNG that says it is this large. */
export const pngOf = (width: number, height: number): Uint8Array =>
  concat(
    png.subarray(0, 8),
    pngChunk('IHDR', concat(u32(width), u32(height), new Uint8Array([8, 6, 0, 0, 0]))),
    png.subarray(33),
  )

/** An extended WebP with EXIF and XMP beside its picture. */
export function webpWithMetadata(): Uint8Array {
  const chunk = (name: string, body: Uint8Array) =>
    concat(utf8(name), u32le(body.length), body, new Uint8Array(body.length % 2))
  const parts = concat(
    chunk('VP8X', new Uint8Array([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    webp.subarray(12),
    chunk('EXIF', utf8(secret)),
    chunk('XMP ', utf8(`<x>${secret}</x>`)),
  )
  return concat(utf8('RIFF'), u32le(parts.length + 4), utf8('WEBP'), parts)
}

/** A GIF with a comment and XMP before its end. */
export function gifWithMetadata(): Uint8Array {
  const block = (label: number, ...parts: Uint8Array[]) =>
    concat(
      new Uint8Array([0x21, label]),
      ...parts.flatMap((part) => [new Uint8Array([part.length]), part]),
      new Uint8Array(1),
    )
  return concat(
    gif.subarray(0, -1),
    block(0xfe, utf8(secret)),
    block(0xff, utf8('XMP DataXMP'), utf8(secret)),
    gif.subarray(-1),
  )
}

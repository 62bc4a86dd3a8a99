import { concat } from '../_shared/bytes.ts'
import type { Found } from './examine.ts'
import { readerOf, Unreadable } from './reader.ts'

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/**
 * Keeps what draws the picture: tables, frame, scans, JFIF, the colour profile, Adobe's colour transform, and of EXIF the
 * one number that says which way is up. All else goes: position, camera, thumbnail, XMP, comments, what follows the end.
 */
export function readJpeg(content: Uint8Array): Found {
  const reader = readerOf(content)
  const kept: Uint8Array[] = [reader.take(2)]
  let size: { width: number; height: number } | undefined
  let orientation = 1
  let hasScan = false
  for (;;) {
    if (reader.u8() !== 0xff) throw new Unreadable('no marker where one must stand')
    let marker = reader.u8()
    // fill bytes before a marker
    while (marker === 0xff) marker = reader.u8()
    if (marker === 0xd9) break
    if (standsAlone(marker)) continue
    const length = reader.u16()
    const body = reader.take(length - 2)
    if (marker === 0xe1) orientation = orientationOf(body) ?? orientation
    if (isFrame(marker)) {
      if (body.length < 6 || size) throw new Unreadable('no frame, or two')
      const [, top = 0, low = 0, left = 0, right = 0] = body
      size = { height: top * 256 + low, width: left * 256 + right }
    }
    if (isKept(marker, body)) kept.push(segment(marker, body))
    if (marker === 0xda) {
      hasScan = true
      const end = endOfScan(content, reader.at)
      kept.push(content.subarray(reader.at, end))
      reader.goTo(end)
    }
  }
  if (!size || !hasScan) throw new Unreadable('no picture in it')
  kept.push(new Uint8Array([0xff, 0xd9]))
  if (orientation !== 1) kept.splice(1, 0, segment(0xe1, exifOf(orientation)))
  const { width, height } = size
  return {
    content: concat(...kept),
    ...(orientation < 5 ? { width, height } : { width: height, height: width }),
  }
}

function segment(marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2
  return concat(new Uint8Array([0xff, marker, length >> 8, length & 255]), body)
}

function isKept(marker: number, body: Uint8Array): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const name = String.fromCharCode(...body.subarray(0, 12))
  if (marker === 0xe0) return name.startsWith('JFIF\0') && body.length === 14
  if (marker === 0xe2) return name === 'ICC_PROFILE\0'
  return marker === 0xee && name.startsWith('Adobe') && body.length === 12
}

/** Where the coded picture ends: at the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(content: Uint8Array, from: number): number {
  for (
    let at = content.indexOf(0xff, from);
    at >= 0 && at + 1 < content.length;
    at = content.indexOf(0xff, at + 1)
  ) {
    const next = content[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw new Unreadable('the picture has no end')
}

/** 1 to 8 of an EXIF segment; nothing where there is none, or one that cannot be read. */
function orientationOf(body: Uint8Array): number | undefined {
  if (String.fromCharCode(...body.subarray(0, 6)) !== 'Exif\0\0') return undefined
  const tiff = body.subarray(6)
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  try {
    const isLittle = view.getUint16(0) === 0x4949
    const directory = view.getUint32(4, isLittle)
    const count = view.getUint16(directory, isLittle)
    for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
      if (view.getUint16(entry, isLittle) !== 0x0112) continue
      const value = view.getUint16(entry + 8, isLittle)
      return value >= 1 && value <= 8 ? value : undefined
    }
  } catch {
    // cut or wrong: the picture is shown as it lies
  }
  return undefined
}

/** EXIF with nothing in it but which way is up. */
function exifOf(orientation: number): Uint8Array {
  const head = [...'Exif\0\0MM\0*'].map((letter) => letter.charCodeAt(0))
  return new Uint8Array([
    ...head,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
}

import { examine, type Found, typeOf } from './examine.ts'

/** As begin_upload takes them: 60 KB. */
const maxBytes = 61_440
const maxSide = 480

export type Thumbnail = { content: Uint8Array; mime: string }

/**
 * A thumbnail as it may be stored: a JPEG or WebP, read and written anew as every picture is, of the shape of its picture and
 * no larger than it has to be. Null for any other: the picture is then shown itself.
 */
export function readThumbnail(uploaded: Uint8Array, picture: Found): Thumbnail | null {
  const mime = typeOf(uploaded)
  if (uploaded.length > maxBytes || (mime !== 'image/jpeg' && mime !== 'image/webp')) return null
  const { found } = examine(uploaded, mime)
  if (!found || found.content.length > maxBytes || !isOfShape(found, picture)) return null
  return { content: found.content, mime }
}

/** The shorter side follows from the longer one, which is known to the pixel: rounding costs it one, a shape of one's own more. */
function isOfShape(thumbnail: Found, picture: Found): boolean {
  const { width = 0, height = 0 } = picture
  const { width: w = 0, height: h = 0 } = thumbnail
  if (Math.max(w, h) > Math.min(maxSide, Math.max(width, height))) return false
  const isWide = width >= height
  const short = isWide ? (w * height) / width : (h * width) / height
  return Math.abs((isWide ? h : w) - short) <= 2
}

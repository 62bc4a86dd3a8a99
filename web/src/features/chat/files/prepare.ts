import { drawn } from '../../../lib/draw-picture.ts'
import { maxBytes, sizeText } from './message-file.ts'
import { scaledTo } from './picture-box.ts'
import { noteSize } from './picture-size.ts'
import { filesWords } from './words.ts'

/** Longer side of a picture that is sent, in pixels: enough for any screen, and for the small print of a label. */
const longestSide = 2048

export type Prepared = { file: File; reason?: never } | { file?: never; reason: string }

/**
 * A file as it will be sent. Pictures are drawn anew, scaled and upright: that leaves position and camera behind before anything
 * leaves the device. GIFs move, so they go as they are (the server strips them), and so do PDFs.
 */
export async function prepareFile(original: File): Promise<Prepared> {
  if (original.size === 0) return { reason: filesWords.now().isEmpty }
  const type = original.type || (/\.pdf$/i.test(original.name) ? 'application/pdf' : '')
  if (type === 'image/gif' || type === 'application/pdf') {
    const file = new File([original], original.name, { type })
    if (type === 'image/gif') await measure(file)
    return withinLimit(file)
  }
  if (!type.startsWith('image/') || type.includes('svg')) return { reason: filesWords.now().wrongKind }
  try {
    return withinLimit(await redraw(original, type, longestSide))
  } catch {
    return { reason: filesWords.now().unreadable }
  }
}

/** A picture that goes as it is still stands in its own shape from the first. */
async function measure(file: File): Promise<void> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture) noteSize(file, picture)
  picture?.close()
}

function withinLimit(file: File): Prepared {
  return file.size <= maxBytes ? { file } : { reason: filesWords.now().largerThan(sizeText(maxBytes)) }
}

/** A picture at most `longest` pixels wide or high; transparency is kept where there may be some. Throws when it cannot be read. */
export async function redraw(
  original: Blob,
  type: string,
  longest: number,
  name = fileName(original),
): Promise<File> {
  const picture = await createImageBitmap(original, { imageOrientation: 'from-image' })
  try {
    const { width, height } = scaledTo(longest, picture.width, picture.height)
    const file = await drawn(width, height, targetType(type), name, (context) =>
      context.drawImage(picture, 0, 0, width, height),
    )
    noteSize(file, { width, height })
    return file
  } finally {
    picture.close()
  }
}

const targetType = (type: string) =>
  type === 'image/png' || type === 'image/webp' ? 'image/webp' : 'image/jpeg'
const fileName = (original: Blob) => (original instanceof File ? original.name : 'picture')

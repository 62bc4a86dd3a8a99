import { maxBytes, sizeText } from './message-file.ts'
import { scaledTo } from './picture-box.ts'

/** Longer side of a picture that is sent, in pixels: enough for any screen, and for the small print of a label. */
const longestSide = 2048
const quality = 0.85

export type Prepared = { file: File; reason?: never } | { file?: never; reason: string }

/**
 * A file as it will be sent. Pictures are drawn anew, scaled and upright: that leaves position and camera behind before anything
 * leaves the device. GIFs move, so they go as they are (the server strips them), and so do PDFs.
 */
export async function prepareFile(original: File): Promise<Prepared> {
  if (original.size === 0) return { reason: 'It is empty.' }
  const type = original.type || (/\.pdf$/i.test(original.name) ? 'application/pdf' : '')
  if (type === 'image/gif' || type === 'application/pdf')
    return withinLimit(new File([original], original.name, { type }))
  if (!type.startsWith('image/') || type.includes('svg'))
    return { reason: 'Only pictures and PDFs can be sent.' }
  try {
    return withinLimit(await redraw(original, type, longestSide))
  } catch {
    return { reason: 'This picture cannot be read.' }
  }
}

function withinLimit(file: File): Prepared {
  return file.size <= maxBytes ? { file } : { reason: `It is larger than ${sizeText(maxBytes)}.` }
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
    return await drawn(width, height, targetType(type), name, (context) =>
      context.drawImage(picture, 0, 0, width, height),
    )
  } finally {
    picture.close()
  }
}

const targetType = (type: string) =>
  type === 'image/png' || type === 'image/webp' ? 'image/webp' : 'image/jpeg'
const fileName = (original: Blob) => (original instanceof File ? original.name : 'picture')

/** What is drawn on a canvas, as a file. A browser that cannot write WebP writes PNG instead, and says so in the type. */
export async function drawn(
  width: number,
  height: number,
  type: string,
  name: string,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  draw(context)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
  if (!blob) throw new Error('the picture cannot be written')
  const ending = blob.type === 'image/jpeg' ? 'jpg' : blob.type.slice('image/'.length)
  return new File([blob], `${name.replace(/\.[^.]*$/, '') || 'picture'}.${ending}`, { type: blob.type })
}

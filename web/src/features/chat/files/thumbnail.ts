import { drawn } from '../../../lib/draw-picture.ts'
import { scaledTo } from './picture-box.ts'

/** Enough for the box of a bubble at almost two device pixels each; the server takes no larger one. */
const longestSide = 480
const maxBytes = 61_440
/** Tried in turn: almost every photo fits with the first, noise with none. */
const qualities = [0.8, 0.5, 0.3]

type Seen = { width?: number; height?: number; thumbnail: Blob | null }

/** The size of a picture in pixels, and the small one of it that bubbles show; without either where the browser cannot read it. */
export async function seenIn(picture: Blob, mime: string): Promise<Seen> {
  try {
    const bitmap = await createImageBitmap(picture)
    try {
      const { width, height } = bitmap
      return { width, height, thumbnail: await thumbnailOf(picture, mime, bitmap).catch(() => null) }
    } finally {
      bitmap.close()
    }
  } catch {
    return { thumbnail: null }
  }
}

/** JPEG or WebP, at most 480 pixels and 60 KB. Null when there is no use for it: the picture is as small itself, or moves. */
async function thumbnailOf(picture: Blob, mime: string, bitmap: ImageBitmap): Promise<Blob | null> {
  if (picture.size <= maxBytes || mime === 'image/gif') return null
  const { width, height } = scaledTo(longestSide, bitmap.width, bitmap.height)
  // a browser that cannot write WebP writes PNG, which is not taken: then JPEG, on white where the picture is transparent
  for (const type of mime === 'image/jpeg' ? [mime] : ['image/webp', 'image/jpeg'])
    for (const quality of qualities) {
      const draw = (context: CanvasRenderingContext2D) => {
        if (type === 'image/jpeg') {
          context.fillStyle = 'white'
          context.fillRect(0, 0, width, height)
        }
        context.drawImage(bitmap, 0, 0, width, height)
      }
      const thumbnail = await drawn(width, height, type, 'thumbnail', draw, quality)
      if (thumbnail.type === type && thumbnail.size <= maxBytes) return thumbnail
    }
  return null
}

import { drawn } from '../../lib/draw-picture.ts'
import { failureOf } from '../../lib/failure.ts'
import { supabase } from '../../lib/supabase.ts'

const side = 512

/** The part of a picture that is shown: the largest square in its middle. */
export function middleSquare(width: number, height: number) {
  const length = Math.min(width, height)
  return { x: (width - length) / 2, y: (height - length) / 2, length }
}

/** A picture as it is kept: square, small, drawn anew, so that nothing of the camera is left in it. Throws when it cannot be read. */
async function squareOf(original: File): Promise<File> {
  const picture = await createImageBitmap(original, { imageOrientation: 'from-image' })
  try {
    const { x, y, length } = middleSquare(picture.width, picture.height)
    const size = Math.min(side, length)
    return await drawn(size, size, 'image/jpeg', 'picture', (context) => {
      // a transparent picture would turn black
      context.fillStyle = '#fff'
      context.fillRect(0, 0, size, size)
      context.drawImage(picture, x, y, length, length, 0, 0, size, size)
    })
  } finally {
    picture.close()
  }
}

/** Shows a new picture beside one's name, or none; the former one is removed by the database. Gives the new `avatar_url`, throws a Failure or an UnreadablePicture. */
export async function saveOwnPicture(me: string, original: File | null): Promise<string | null> {
  const avatar_url = original && (await uploadPicture(me, original))
  const failure = failureOf(await supabase.from('profiles').update({ avatar_url }).eq('id', me))
  if (failure) throw failure
  return avatar_url
}

export class UnreadablePicture extends Error {}

async function uploadPicture(me: string, original: File): Promise<string> {
  const file = await squareOf(original).catch(() => {
    throw new UnreadablePicture('neither JPEG, PNG nor WebP')
  })
  // a new name each time: what a browser or a CDN has kept of the former one is never shown as this one
  const path = `${me}/${crypto.randomUUID()}.jpg`
  const { error } = await supabase.storage
    .from('avatars')
    .upload(path, file, { contentType: file.type, cacheControl: '31536000' })
  if (error) {
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
    throw failureOf({ data: null, error, status })
  }
  return `avatars/${path}`
}

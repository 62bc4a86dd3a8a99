import { drawn } from '../../lib/draw-picture.ts'
import { Failure, failureOf, rowsOf, statusText } from '../../lib/failure.ts'
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

/**
 * Shows a new picture beside one's name, or none; the former one is removed by the database. A new one is shown to nobody before the server
 * has read it. Gives the new `avatar_url`, throws a Failure or an UnreadablePicture.
 */
export async function saveOwnPicture(me: string, original: File | null): Promise<string | null> {
  if (original) return uploadPicture(me, original)
  const failure = failureOf(await supabase.from('profiles').update({ avatar_url: null }).eq('id', me))
  if (failure) throw failure
  return null
}

const askEveryMs = 400
const patienceMs = 60_000

/** Waits until the server has read the picture. */
async function checked(id: string): Promise<void> {
  for (const until = Date.now() + patienceMs; Date.now() < until; ) {
    const [check] = await rowsOf(supabase.from('picture_checks').select('state').eq('id', id))
    if (check?.state === 'clean') return
    if (check?.state === 'blocked') throw new UnreadablePicture('the server could not read it')
    await new Promise((resolve) => setTimeout(resolve, askEveryMs))
  }
  throw new Failure('unavailable', statusText(503), 503)
}

export class UnreadablePicture extends Error {}

async function uploadPicture(me: string, original: File): Promise<string> {
  const file = await squareOf(original).catch(() => {
    throw new UnreadablePicture('neither JPEG, PNG nor WebP')
  })
  // a new name each time: what a browser or a CDN has kept of the former one is never shown as this one
  const id = crypto.randomUUID()
  const path = `${me}/${id}.jpg`
  const { error } = await supabase.storage
    .from('avatar-uploads')
    .upload(path, file, { contentType: file.type })
  if (error) {
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 0
    throw failureOf({ data: null, error, status })
  }
  await checked(id)
  return `avatars/${path}`
}

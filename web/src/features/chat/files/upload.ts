import * as v from 'valibot'
import { env } from '../../../lib/env.ts'
import { failureOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import type { OutboxParts } from '../outbox/outbox.ts'
import { outcomeOf, type UploadOutcome } from '../outbox/outbox-queue.ts'
import { bucket } from './message-file.ts'
import { postFile } from './storage-post.ts'
import { seenIn } from './thumbnail.ts'
import { filesWords } from './words.ts'

const begun = v.object({
  path: v.string(),
  is_uploaded: v.boolean(),
  thumbnail_path: v.nullable(v.string()),
})
const later = { kind: 'later' } as const

/** Uploads a file of a message: announced under the id it has on this device, so that trying again finds what is there already. */
export const uploadFile: OutboxParts['upload'] = async (item, file, bytes, { signal, onProgress }) => {
  const { data } = await supabase.auth.getSession()
  if (data.session?.user.id !== item.user_id) return later
  const authorization = `Bearer ${data.session.access_token}`
  const { key: file_id, name, mime } = file
  const { thumbnail, ...size } = mime.startsWith('image/') ? await seenIn(bytes, mime) : { thumbnail: null }
  const answer = await supabase
    .rpc('begin_upload', {
      file_id,
      room_id: item.room_id,
      name,
      mime,
      bytes: bytes.size,
      thumbnail_bytes: thumbnail?.size,
      ...size,
    })
    .setHeader('Authorization', authorization)
  const failure = failureOf(answer)
  if (failure) return outcomeOf(failure)
  const { path, is_uploaded, thumbnail_path } = v.parse(begun, answer.data)
  const uploaded: UploadOutcome = { kind: 'uploaded', file_id }
  if (is_uploaded) return uploaded
  const put = (to: string, body: Blob, type: string, told = onProgress) =>
    postFile({
      url: `${env.supabaseUrl}/storage/v1/object/${bucket}/${to}`,
      body,
      headers: { authorization, apikey: env.supabaseKey, 'content-type': type },
      signal,
      onProgress: told,
    })
  // before the picture, whose coming starts the check of both; without it the picture goes all the same
  if (thumbnail && thumbnail_path) await put(thumbnail_path, thumbnail, thumbnail.type, () => undefined)
  const { status } = await put(path, bytes, mime)
  if (signal.aborted) {
    // who cancels should not have to wait a day for it to be gone
    void supabase.rpc('cancel_upload', { file_id }).then(() => undefined)
    return later
  }
  // a duplicate is this very file: its answer was lost
  if ((status >= 200 && status < 300) || status === 409) return uploaded
  return refusalOf(status, name)
}

function refusalOf(status: number, name: string): UploadOutcome {
  const words = filesWords.now()
  const refused = (code: string, message: string) => ({ kind: 'refused', code, message }) as const
  if (status === 413) return refused('file_too_large', words.fileTooLarge(name))
  if (status === 415) return refused('file_type_not_allowed', words.fileWrongKind(name))
  if (status === 404) return refused('files_off', words.filesOff)
  // closed, muted or removed since it was announced: send_message says which, and a token that has ended heals
  return later
}

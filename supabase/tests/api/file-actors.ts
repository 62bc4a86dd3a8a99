import { expect } from 'vitest'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'

export const bucket = 'attachments'

/** An order's room with its customer and partner. */
export async function roomOf() {
  const [ada, sam] = await Promise.all([person('Ada'), person('Sam', 'partner')])
  const order = await placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  return { ada, sam, orderId: order.id, roomId: data?.id ?? '' }
}

type Upload = {
  content: Uint8Array
  mime: string
  name?: string
  as?: string
  id?: string
  thumbnail?: Uint8Array
}

/** Announces and uploads one file as the app does; gives its id, its path and what Storage said. */
export async function upload(
  who: Person,
  room_id: string,
  { content, mime, name = 'file', as, id, thumbnail }: Upload,
) {
  const file_id = id ?? crypto.randomUUID()
  const announced = {
    file_id,
    room_id,
    name,
    mime,
    bytes: content.length || 1,
    thumbnail_bytes: thumbnail?.length,
  }
  const { data, error } = await who.supabase.rpc('begin_upload', announced)
  if (error) return { id: file_id, path: '', error }
  const { path, thumbnail_path } = data as { path: string; thumbnail_path: string | null }
  if (thumbnail && thumbnail_path) {
    const small = await who.supabase.storage
      .from(bucket)
      .upload(thumbnail_path, thumbnail, { contentType: 'image/jpeg' })
    if (small.error) return { id: file_id, path, error: small.error }
  }
  const stored = await who.supabase.storage.from(bucket).upload(path, content, { contentType: as ?? mime })
  return { id: file_id, path, error: stored.error }
}

export const send = (who: Person, room_id: string, file_ids: string[], client_id = crypto.randomUUID()) =>
  who.supabase.rpc('send_message', { room_id, client_id, body: '', type: 'file', file_ids })

/** Waits until the check has said what the file is. */
export async function settled(id: string): Promise<{ state: string; reason: string | null }> {
  await expect
    .poll(async () => (await stateOf(id))?.state, { timeout: 20_000, interval: 50 })
    .not.toBe('pending')
  const state = await stateOf(id)
  if (!state) throw new Error('The file is gone')
  return state
}
const stateOf = async (id: string) =>
  (
    await asAdmin<{ state: string; reason: string | null }>(
      'select state, reason from message_files where id = $1',
      [id],
    )
  )[0]

/** Paths of what is stored below a room. */
export const storedIn = async (roomId: string): Promise<string[]> =>
  (
    await asAdmin<{ name: string }>(
      `select name from storage.objects where bucket_id = 'attachments' and starts_with(name, $1) order by name`,
      [roomId],
    )
  ).map(({ name }) => name)

export const checkedPath = (roomId: string, id: string) => `${roomId}/checked/${id}`

/** A file of the room that everybody in it reads. */
export async function sentFile(
  who: Person,
  roomId: string,
  content: Uint8Array,
  mime: string,
  thumbnail?: Uint8Array,
) {
  const { id, path, error } = await upload(who, roomId, { content, mime, thumbnail })
  if (error) throw error
  const sent = await send(who, roomId, [id])
  if (sent.error) throw new Error(sent.error.message)
  await settled(id)
  return { id, path, checked: checkedPath(roomId, id), messageId: sent.data.id }
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pictures from '../../functions/check-file/pictures.ts'
import { asAdmin, forged, nobody, type Person, person, publishableKey, unsigned, url } from './actors.ts'
import { openConnection, untilItWaits } from './connection.ts'
import { bucket, checkedPath, roomOf, send, sentFile, settled, storedIn, upload } from './file-actors.ts'

const { jpeg, png, gif, pdf, webp } = pictures
const text = (words: string) => new TextEncoder().encode(words)
let ada: Person
let sam: Person
let eve: Person
let roomId: string
let evesRoom: string
const counted: Record<string, { tried: number; accepted: number }> = {}

beforeAll(async () => {
  const mine = await roomOf()
  ;({ ada, sam, roomId } = mine)
  const other = await roomOf()
  eve = other.ada
  evesRoom = other.roomId
})
afterAll(() => {
  const tried = Object.values(counted).reduce((sum, one) => sum + one.tried, 0)
  const accepted = Object.values(counted).reduce((sum, one) => sum + one.accepted, 0)
  console.log(`B8: ${tried} hostile uploads and reads, accepted ${accepted}`)
})

/** Each try must be refused: what comes back is an error, or nothing at all. */
async function accepted(what: string, tries: (() => PromiseLike<unknown>)[]): Promise<number> {
  const count = { tried: tries.length, accepted: 0 }
  counted[what] = count
  for (const attempt of tries) {
    const answer = await attempt()
    if (!(answer instanceof Response ? answer.ok : isAccepted(answer))) continue
    count.accepted++
    console.error(`${what}: accepted`, attempt.toString(), answer)
  }
  return count.accepted
}
function isAccepted(answer: unknown): boolean {
  const { data, error } = answer as { data: unknown; error: unknown }
  if (error) return false
  return Array.isArray(data) ? data.some((one) => one?.signedUrl !== null) : data !== null && data !== false
}
const storageOf = (who: Person) => who.supabase.storage.from(bucket)
const put = (who: Person, path: string, content: Uint8Array = jpeg, options: object = {}) =>
  storageOf(who).upload(path, content, { contentType: 'image/jpeg', ...options })

describe('a file that is what it says', () => {
  test('is checked, stripped and read by the room, byte for byte what the check wrote', async () => {
    const dirty = pictures.withSegments([0xe1, pictures.exif(6)])
    const { id, checked } = await sentFile(ada, roomId, dirty, 'image/jpeg')
    const { data } = await storageOf(sam).download(checked)
    const content = new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))
    expect(data?.type).toBe('image/jpeg')
    expect(Buffer.from(content).includes('GPS')).toBe(false)
    const { data: message } = await sam.supabase
      .from('messages')
      .select('files')
      .contains('files', JSON.stringify([{ id }]))
      .single()
    expect(message?.files).toEqual([
      {
        id,
        name: 'file.jpg',
        mime: 'image/jpeg',
        bytes: content.length,
        width: 2,
        height: 3,
        state: 'clean',
      },
    ])
    // what she uploaded, position and all, is gone from the storage
    await expect.poll(() => storedIn(roomId), { timeout: 20_000 }).toEqual([checked])
  })

  test('of each kind arrives, and opens by a signed URL for a minute, under its safe name', async () => {
    const kinds = { 'image/png': png, 'image/gif': gif, 'image/webp': webp, 'application/pdf': pdf }
    for (const [mime, content] of Object.entries(kinds)) {
      const { id, error } = await upload(ada, roomId, { content, mime, name: '../"evil"\u202egnp.exe' })
      expect(error).toBe(null)
      const { data } = await send(ada, roomId, [id])
      expect(await settled(id)).toEqual({ state: 'clean', reason: null })
      const [{ name }] = (data?.files ?? [{ name: '' }]) as [{ name: string }]
      const signed = await storageOf(sam).createSignedUrl(checkedPath(roomId, id), 60, { download: name })
      const answer = await fetch(signed.data?.signedUrl ?? '')
      expect(answer.headers.get('content-disposition')).toContain(`evil_gnp.exe.${mime.split('/')[1]}`)
      expect(answer.headers.get('content-type')).toBe(mime)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(content)
    }
  })

  test('goes with its message, for everybody and from the storage', async () => {
    const { checked, messageId } = await sentFile(ada, roomId, png, 'image/png')
    const { data } = await storageOf(sam).createSignedUrl(checked, 60)
    await asAdmin('update messages set deleted_at = now(), body = null where id = $1', [messageId])
    expect((await storageOf(sam).download(checked)).error).not.toBe(null)
    await expect.poll(() => storedIn(roomId), { timeout: 20_000 }).not.toContain(checked)
    expect((await fetch(data?.signedUrl ?? '')).ok).toBe(false)
  })

  test('that is taken back before it is sent leaves nothing', async () => {
    const { id, path } = await upload(ada, roomId, { content: png, mime: 'image/png' })
    await ada.supabase.rpc('cancel_upload', { file_id: id })
    const left = async () => (await storedIn(roomId)).filter((name) => name.includes(id))
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
    expect((await put(ada, path)).error).not.toBe(null)
  })

  test('that was forgotten before its message came goes up once more under its id, as the outbox asks', async () => {
    const file = { content: png, mime: 'image/png' }
    const { id } = await upload(ada, roomId, file)
    await settled(id)
    await asAdmin(`update message_files set created_at = now() - interval '2 days' where id = $1`, [id])
    await asAdmin('select private.forget_unsent_files()')
    expect((await send(ada, roomId, [id])).error).toMatchObject({ code: 'PT409', hint: 'file_not_there' })
    const left = async () => (await storedIn(roomId)).filter((path) => path.includes(id))
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
    expect((await upload(ada, roomId, { ...file, id })).error).toBe(null)
    expect((await send(ada, roomId, [id])).error).toBe(null)
    expect(await settled(id)).toMatchObject({ state: 'clean' })
  })
})

describe('a thumbnail', () => {
  const photo = pictures.jpegOf(1200, 900)
  const small = pictures.jpegOf(480, 360)
  const filesOf = async (messageId: string) =>
    (await sam.supabase.from('messages').select('files').eq('id', messageId).single()).data?.files

  test('is checked and stripped as its picture is, read by the room and nobody else, and goes with the message', async () => {
    const dirty = pictures.jpegOf(480, 360, pictures.withSegments([0xe1, pictures.exif(1)]))
    const { id, checked, messageId } = await sentFile(ada, roomId, photo, 'image/jpeg', dirty)
    expect(await filesOf(messageId)).toMatchObject([{ id, state: 'clean', thumbnail_bytes: small.length }])
    const path = `${checked}.thumbnail`
    const { data } = await storageOf(sam).download(path)
    expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(small)
    const tries = [eve, { ...eve, supabase: nobody() }].flatMap((who) => [
      () => storageOf(who).download(path),
      () => storageOf(who).createSignedUrl(path, 60),
      () => fetch(storageOf(who).getPublicUrl(path).data.publicUrl),
    ])
    const replaced = [ada, sam].map((who) => () => put(who, path, small, { upsert: true }))
    expect(await accepted('thumbnails', [...tries, ...replaced])).toBe(0)
    const left = async () => (await storedIn(roomId)).filter((name) => name.includes(id))
    await expect.poll(left, { timeout: 20_000 }).toEqual([checked, path])
    await asAdmin('update messages set deleted_at = now(), body = null where id = $1', [messageId])
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
  })

  test('that lies is dropped, and its picture arrives', async () => {
    const lies = [text('<svg onload="alert(1)"/>'), png, pictures.jpegOf(600, 450), pictures.jpegOf(360, 480)]
    for (const lie of lies) {
      const { id, checked, messageId } = await sentFile(ada, roomId, photo, 'image/jpeg', lie)
      const [file] = (await filesOf(messageId)) as Record<string, unknown>[]
      expect(file).toMatchObject({ id, state: 'clean', width: 1200, height: 900 })
      expect(file).not.toHaveProperty('thumbnail_bytes')
      const left = async () => (await storedIn(roomId)).filter((name) => name.includes(id))
      await expect.poll(left, { timeout: 20_000 }).toEqual([checked])
    }
  })

  test('of a picture that is refused stays nowhere', async () => {
    const { id, error } = await upload(ada, roomId, {
      content: text('no picture'),
      mime: 'image/jpeg',
      thumbnail: small,
    })
    expect(error).toBe(null)
    await send(ada, roomId, [id])
    expect(await settled(id)).toMatchObject({ state: 'blocked' })
    const left = async () => (await storedIn(roomId)).filter((name) => name.includes(id))
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
  })

  test('without its picture is forgotten with it', async () => {
    const { data } = await ada.supabase.rpc('begin_upload', {
      file_id: crypto.randomUUID(),
      room_id: roomId,
      name: 'x',
      mime: 'image/jpeg',
      bytes: photo.length,
      thumbnail_bytes: small.length,
    })
    const { path, thumbnail_path } = data as { path: string; thumbnail_path: string }
    expect((await put(ada, thumbnail_path, small)).error).toBe(null)
    expect((await storageOf(ada).download(thumbnail_path)).error).not.toBe(null)
    await ada.supabase.rpc('cancel_upload', { file_id: path.split('/').at(-1)?.split('.')[0] ?? '' })
    const left = async () => (await storedIn(roomId)).includes(thumbnail_path)
    await expect.poll(left, { timeout: 20_000 }).toBe(false)
  })
})

describe('B8: nothing is accepted', () => {
  test('at the place of another, by a way around, or where nothing was announced', async () => {
    const { path } = await upload(sam, roomId, { content: png, mime: 'image/png' })
    const { data } = await sam.supabase.rpc('begin_upload', {
      file_id: crypto.randomUUID(),
      room_id: roomId,
      name: 'x',
      mime: 'image/jpeg',
      bytes: jpeg.length,
    })
    const open = (data as { path: string }).path
    const id = crypto.randomUUID()
    const paths = [
      path,
      open,
      `${roomId}/${ada.id}/${id}.jpg`,
      `${roomId}/${sam.id}/${id}.jpg`,
      `${evesRoom}/${ada.id}/${id}.jpg`,
      checkedPath(roomId, id),
      `${id}.jpg`,
      `${roomId}/${ada.id}/../${sam.id}/${id}.jpg`,
      `${roomId}/${ada.id}/..%2f${id}.jpg`,
      `../avatars/${sam.id}/${id}.jpg`,
      `/etc/passwd`,
      `${roomId}/${ada.id}/${id}.jpg\0`,
      `${roomId}//${id}.jpg`,
      './x.jpg',
      '..',
      `${'a/'.repeat(200)}x.jpg`,
    ]
    const tries = paths.flatMap((one) => [() => put(ada, one), () => put(ada, one, jpeg, { upsert: true })])
    expect(await accepted('paths', tries)).toBe(0)
    const raw = paths.map(
      (one) => () =>
        fetch(`${url}/storage/v1/object/${bucket}/${one}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${ada.token}`,
            apikey: publishableKey,
            'content-type': 'image/jpeg',
          },
          body: Buffer.from(jpeg),
        }),
    )
    expect(await accepted('raw paths', raw)).toBe(0)
    // the same place, as the one it was given to
    expect((await put(sam, open)).error).toBe(null)
  })

  test('that is no picture and no PDF, whatever it calls itself', async () => {
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const html = text('<!doctype html><script>alert(1)</script>')
    const refusedAtOnce = [
      'image/svg+xml',
      'text/html',
      'application/javascript',
      'application/zip',
      'image/x-icon',
      '',
    ]
    const first = refusedAtOnce.flatMap((mime) => [
      () => upload(ada, roomId, { content: svg, mime }).then(({ error }) => ({ data: 1, error })),
      // announced as a picture, uploaded as itself: the bucket refuses
      () =>
        upload(ada, roomId, { content: svg, mime: 'image/png', as: mime || 'text/plain' }).then(
          ({ error }) => ({ data: 1, error }),
        ),
    ])
    expect(await accepted('types', first)).toBe(0)

    const disguised: [mime: string, content: Uint8Array][] = [
      ['image/png', svg],
      ['image/jpeg', html],
      ['application/pdf', html],
      ['image/gif', text('GIF89a/*<script>alert(1)</script>*/=1;')],
      ['image/png', jpeg],
      ['image/jpeg', png],
      ['application/pdf', png],
      ['image/webp', gif],
      ['image/png', pictures.pngOf(60_000, 60_000)],
      ['image/jpeg', jpeg.subarray(0, 60)],
      ['application/pdf', text('%PDF-1.4 without an end')],
      ['image/png', text('MZ')],
    ]
    let read = 0
    for (const [mime, content] of disguised) {
      const { id } = await upload(ada, roomId, { content, mime })
      const { error } = await send(ada, roomId, [id])
      expect(error).toBe(null)
      const { state } = await settled(id)
      expect(state, mime).toBe('blocked')
      const tries = [ada, sam].map((who) => () => storageOf(who).download(checkedPath(roomId, id)))
      read += await accepted(`disguised ${id}`, tries)
      const { data } = await sam.supabase
        .from('messages')
        .select('files')
        .contains('files', JSON.stringify([{ id }]))
        .single()
      expect(data?.files).toMatchObject([{ state: 'blocked', reason: expect.stringMatching(/^[a-z_]+$/) }])
    }
    expect(read).toBe(0)
    const left = async () => (await storedIn(roomId)).filter((name) => !name.includes('/checked/'))
    await expect.poll(left, { timeout: 20_000 }).not.toContainEqual(expect.stringContaining(ada.id))
  })

  test('that hides a second file behind its end', async () => {
    const behind = text('<script>alert(1)</script>PK\x05\x06')
    for (const [mime, content] of [
      ['image/jpeg', jpeg],
      ['image/png', png],
      ['application/pdf', pdf],
    ] as const) {
      const { checked } = await sentFile(ada, roomId, Buffer.concat([content, behind]), mime)
      const { data } = await storageOf(sam).download(checked)
      expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(content)
    }
  })

  test('that is larger than the bucket takes, however it is told', async () => {
    const large = new Uint8Array(10 * 1024 * 1024 + 1).fill(1)
    large.set(jpeg)
    const announcedSmall = async () => {
      const { data } = await ada.supabase.rpc('begin_upload', {
        file_id: crypto.randomUUID(),
        room_id: roomId,
        name: 'x',
        mime: 'image/jpeg',
        bytes: 10,
      })
      return put(ada, (data as { path: string }).path, large)
    }
    const announced = () =>
      upload(ada, roomId, { content: large, mime: 'image/jpeg' }).then(({ error }) => ({ data: 1, error }))
    expect(await accepted('size', [announced, announcedSmall])).toBe(0)
  })

  test('of what others may read: lists, downloads, signed URLs, moves, copies and replacements by strangers', async () => {
    const { id, checked, path } = await sentFile(ada, roomId, png, 'image/png')
    const strangers: Person[] = [
      eve,
      { ...eve, supabase: nobody() },
      await person('Grace', 'staff'),
      await person('Bea', 'partner'),
    ]
    const mine = `${evesRoom}/${eve.id}/${crypto.randomUUID()}.png`
    const tries = strangers.flatMap((who) =>
      [checked, path].flatMap((one) => [
        () => storageOf(who).download(one),
        () => storageOf(who).info(one),
        () =>
          storageOf(who)
            .exists(one)
            .then(({ data }) => ({ data, error: null })),
        () => storageOf(who).createSignedUrl(one, 60),
        () => storageOf(who).createSignedUrls([one], 60),
        () => storageOf(who).createSignedUploadUrl(one),
        () => storageOf(who).move(one, mine),
        () => storageOf(who).copy(one, mine),
        () => storageOf(who).copy(one, mine, { destinationBucket: 'avatars' }),
        () => storageOf(who).update(one, jpeg, { contentType: 'image/png' }),
        () => storageOf(who).upload(one, jpeg, { contentType: 'image/png', upsert: true }),
        () => storageOf(who).remove([one]),
        () => fetch(storageOf(who).getPublicUrl(one).data.publicUrl),
        () => fetch(`${url}/storage/v1/object/${bucket}/${one}`),
        () => fetch(`${url}/storage/v1/render/image/public/${bucket}/${one}`),
      ]),
    )
    const lists = strangers.flatMap((who) =>
      ['', roomId, `${roomId}/checked`, `${roomId}/${ada.id}`].map(
        (folder) => () => storageOf(who).list(folder),
      ),
    )
    const rows = [eve].map((who) => () => who.supabase.from('message_files').select('id').eq('id', id))
    const tokens = [forged(ada), unsigned(ada)].map(
      (token) => () =>
        fetch(`${url}/storage/v1/object/${bucket}/${checked}`, {
          headers: { authorization: `Bearer ${token}` },
        }),
    )
    expect(await accepted('strangers', [...tries, ...lists, ...rows, ...tokens])).toBe(0)
    expect((await storageOf(sam).download(checked)).data?.size).toBe(png.length)
  })

  test('by members of what was checked: no move, copy, replacement or removal', async () => {
    const { checked } = await sentFile(ada, roomId, png, 'image/png')
    const open = `${roomId}/${ada.id}/${crypto.randomUUID()}.png`
    const tries = [ada, sam].flatMap((who) => [
      () => storageOf(who).move(checked, open),
      () => storageOf(who).copy(checked, open),
      () => storageOf(who).update(checked, jpeg, { contentType: 'image/png' }),
      () => storageOf(who).upload(checked, jpeg, { contentType: 'image/png', upsert: true }),
      () => storageOf(who).createSignedUploadUrl(checked, { upsert: true }),
      () => storageOf(who).remove([checked]),
    ])
    expect(await accepted('members', tries)).toBe(0)
    const { data } = await storageOf(sam).download(checked)
    expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(png)
  })

  test('in place of a file after its check: a second upload that began before the first ended changes nothing', async () => {
    const { data } = await ada.supabase.rpc('begin_upload', {
      file_id: crypto.randomUUID(),
      room_id: roomId,
      name: 'x',
      mime: 'image/png',
      bytes: png.length,
    })
    const { path } = data as { path: string }
    const id = path.split('/').at(-1)?.split('.')[0] ?? ''
    // both are let in while nothing is there yet; one of them is late by a second
    let release = () => {}
    const late = new ReadableStream<Uint8Array>({
      start(controller) {
        const bad = text('<script>alert(1)</script>')
        controller.enqueue(bad.subarray(0, 5))
        release = () => {
          controller.enqueue(bad.subarray(5))
          controller.close()
        }
      },
    })
    const second = fetch(`${url}/storage/v1/object/${bucket}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.token}`, apikey: publishableKey, 'content-type': 'image/png' },
      body: late,
      duplex: 'half',
    } as RequestInit)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect((await put(ada, path, png, { contentType: 'image/png' })).error).toBe(null)
    await send(ada, roomId, [id])
    expect((await settled(id)).state).toBe('clean')
    release()
    await second
    const read = await storageOf(sam).download(checkedPath(roomId, id))
    expect(new Uint8Array((await read.data?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(png)
    const left = async () => (await storedIn(roomId)).filter((name) => name === path)
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
  })

  test('of a late upload that ends while the worker forgets the removal before it: the removal stays, and the object goes', async () => {
    const path = `${roomId}/${ada.id}/${crypto.randomUUID()}.png`
    const [storage, worker] = await Promise.all([openConnection(), openConnection()])
    try {
      // removed by a worker, which has not said so yet
      await asAdmin(
        `insert into private.file_removals (bucket_id, path, next_attempt_at, attempts) values ($1, $2, now() + interval '30 seconds', 1)`,
        [bucket, path],
      )
      await storage.sql('begin')
      await storage.sql('insert into storage.objects (bucket_id, name) values ($1, $2)', [bucket, path])
      const [row] = await worker.sql('select pg_backend_pid() as pid')
      const forgot = worker.sql('select public.settle_file_removals($1, array[$2]) as gone', [bucket, path])
      await untilItWaits(storage, Number(row?.pid))
      await storage.sql('commit')
      expect(await forgot).toEqual([{ gone: 0 }])
    } finally {
      await Promise.all([storage.close(), worker.close()])
    }
    const left = async () => (await storedIn(roomId)).filter((name) => name === path)
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
  })

  test('from who left, in a room that is closed, or from who is muted', async () => {
    const room = await roomOf()
    const { id, checked } = await sentFile(room.ada, room.roomId, png, 'image/png')
    const { data } = await room.sam.supabase.rpc('begin_upload', {
      file_id: crypto.randomUUID(),
      room_id: room.roomId,
      name: 'x',
      mime: 'image/jpeg',
      bytes: jpeg.length,
    })
    const open = (data as { path: string }).path
    const asSam = () => [
      () => put(room.sam, open),
      () =>
        upload(room.sam, room.roomId, { content: jpeg, mime: 'image/jpeg' }).then(({ error }) => ({
          data: 1,
          error,
        })),
    ]
    const rooms = (set: string) => asAdmin(`update rooms set ${set} where id = $1`, [room.roomId])
    const members = (set: string) =>
      asAdmin(`update room_members set ${set} where room_id = $1 and user_id = $2`, [
        room.roomId,
        room.sam.id,
      ])
    await rooms(`status = 'closed'`)
    expect(await accepted('closed room', asSam())).toBe(0)
    expect((await storageOf(room.sam).download(checked)).error).toBe(null)
    await rooms(`status = 'open'`)
    await members(`muted_until = now() + interval '1 hour'`)
    expect(await accepted('muted', asSam())).toBe(0)
    await members(`muted_until = null, left_at = now()`)
    const reads = [
      () => storageOf(room.sam).download(checked),
      () => storageOf(room.sam).createSignedUrl(checked, 60),
      () => storageOf(room.sam).list(`${room.roomId}/checked`),
      () => room.sam.supabase.from('message_files').select('id').eq('id', id),
    ]
    expect(await accepted('ex-member', [...asSam(), ...reads])).toBe(0)
  })

  test('from who takes the files of others, or sends one twice', async () => {
    const first = await upload(ada, roomId, { content: png, mime: 'image/png' })
    const other = await upload(eve, evesRoom, { content: png, mime: 'image/png' })
    const sent = await sentFile(ada, roomId, png, 'image/png')
    const tries = [
      () => send(sam, roomId, [first.id]),
      () => send(ada, roomId, [other.id]),
      () => send(eve, evesRoom, [first.id]),
      () => send(ada, roomId, [sent.id]),
      () => send(ada, roomId, [first.id, first.id]),
      () => send(ada, roomId, [crypto.randomUUID()]),
      () =>
        send(
          ada,
          roomId,
          Array.from({ length: 11 }, () => crypto.randomUUID()),
        ),
      () =>
        eve.supabase.rpc('begin_upload', {
          file_id: first.id,
          room_id: evesRoom,
          name: 'x',
          mime: 'image/png',
          bytes: 1,
        }),
      () => ada.supabase.rpc('claim_files' as never).then(({ error }) => ({ data: 1, error })),
      () =>
        ada.supabase
          .rpc('settle_files' as never, { results: [] } as never)
          .then(({ error }) => ({ data: 1, error })),
    ]
    expect(await accepted('others', tries)).toBe(0)
    await eve.supabase.rpc('cancel_upload', { file_id: first.id })
    expect((await send(ada, roomId, [first.id])).error).toBe(null)
  })

  test('in the buckets of pictures and receipts that is not one’s own', async () => {
    const picture = `${ada.id}/${crypto.randomUUID()}.webp`
    const avatars = (who: Person) => who.supabase.storage.from('avatars')
    const uploads = (who: Person) => who.supabase.storage.from('avatar-uploads')
    const shown = async (path: string) => (await fetch(avatars(eve).getPublicUrl(path).data.publicUrl)).ok
    const checkOf = async (path: string) =>
      (
        await ada.supabase
          .from('picture_checks')
          .select('state')
          .eq('id', path.replace(/^.*\/|\.\w+$/g, ''))
      ).data
    const becomes = (path: string, state: string) =>
      expect.poll(() => checkOf(path), { timeout: 30_000 }).toEqual([{ state }])
    expect((await uploads(ada).upload(picture, webp, { contentType: 'image/webp' })).error).toBe(null)
    await becomes(picture, 'clean')
    expect(await shown(picture)).toBe(true)
    // a page called a picture: refused, removed, and seen by nobody in between
    const hostile = `${ada.id}/${crypto.randomUUID()}.png`
    const page = text('<html><script>alert(document.domain)</script></html>')
    expect((await uploads(ada).upload(hostile, page, { contentType: 'image/png' })).error).toBe(null)
    expect(await shown(hostile)).toBe(false)
    await becomes(hostile, 'blocked')
    expect(await shown(hostile)).toBe(false)
    const left = () => asAdmin('select bucket_id from storage.objects where name = $1', [hostile])
    await expect.poll(left, { timeout: 30_000 }).toEqual([])
    const [order] = (await ada.supabase.from('orders').select('id').limit(1)).data ?? []
    const receipts = (who: Person) => who.supabase.storage.from('receipts')
    const tries = [
      () => avatars(ada).upload(`${ada.id}/${crypto.randomUUID()}.webp`, webp, { contentType: 'image/webp' }),
      () => avatars(eve).upload(picture, webp, { contentType: 'image/webp', upsert: true }),
      () => uploads(eve).upload(`${ada.id}/${crypto.randomUUID()}.webp`, webp, { contentType: 'image/webp' }),
      () => uploads(eve).upload(`${eve.id}/x.svg`, text('<svg/>'), { contentType: 'image/svg+xml' }),
      () => uploads(ada).download(hostile),
      () => uploads(eve).list(ada.id),
      () =>
        uploads(eve).upload(`${eve.id}/${crypto.randomUUID()}.webp`, new Uint8Array(600_000), {
          contentType: 'image/webp',
        }),
      () => avatars(ada).upload(picture, webp, { contentType: 'image/webp', upsert: true }),
      () => avatars(eve).list(''),
      () => avatars(eve).list(ada.id),
      () => avatars(eve).remove([picture]),
      () => avatars(eve).move(picture, `${eve.id}/${crypto.randomUUID()}.webp`),
      () => receipts(ada).upload(`${order?.id}/r.pdf`, pdf, { contentType: 'application/pdf' }),
      () => receipts(eve).list(order?.id),
    ]
    expect(await accepted('other buckets', tries)).toBe(0)
  })
})

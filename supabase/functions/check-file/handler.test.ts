import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { bytes, toHex, utf8 } from '../_shared/bytes.ts'
import { checkFile } from './handler.ts'
import type { Objects } from './objects.ts'
import { exif, jpeg, jpegOf, pdf, withSegments } from './pictures.ts'
import type { Claimed, Queue, Removal, Result } from './queue.ts'

const file = (id: string, mime: string): Claimed => ({
  id,
  lease_token: `lease ${id}`,
  path: `room/ada/${id}`,
  stored_path: `room/checked/${id}`,
  mime,
  thumbnail_path: null,
  stored_thumbnail_path: null,
  bucket_id: 'attachments',
  stored_bucket_id: 'attachments',
})
const picture = (id: string, mime: string): Claimed => ({
  ...file(id, mime),
  ...{ path: `ada/${id}.jpg`, stored_path: `ada/${id}.jpg` },
  ...{ bucket_id: 'avatar-uploads', stored_bucket_id: 'avatars' },
})
/** As the function with a storage that can fail keeps them: files of rooms by their path alone. */
const keyOf = (bucket: string, path: string) => (bucket === 'attachments' ? path : `${bucket}:${path}`)
const withThumbnail = (id: string, mime: string): Claimed => ({
  ...file(id, mime),
  thumbnail_path: `room/ada/${id}.thumbnail`,
  stored_thumbnail_path: `room/checked/${id}.thumbnail`,
})

/** The function with a storage that can fail, and a database that hands out what is given. */
async function knocked(
  uploads: Record<string, Uint8Array>,
  claimed: Claimed[],
  removals: Removal[] = [],
  failing: boolean | 'thumbnails' = false,
) {
  const stored = new Map(Object.entries(uploads))
  const types = new Map<string, string>()
  const results: Result[] = []
  const cleared: string[] = []
  const lines: string[] = []
  const queue: Queue = {
    claim: () => Promise.resolve(claimed.splice(0)),
    settle: (some) => Promise.resolve(void results.push(...some)),
    claimRemovals: () => Promise.resolve(removals.splice(0)),
    settleRemovals: (bucket, paths) =>
      Promise.resolve(void cleared.push(...paths.map((path) => `${bucket}/${path}`))),
  }
  const objects: Objects = {
    read: (bucket, path) => Promise.resolve(stored.get(keyOf(bucket, path)) ?? null),
    write: (bucket, path, content, mime) => {
      if (failing === true || (failing === 'thumbnails' && path.endsWith('.thumbnail')))
        return Promise.reject(new Error('storage is away'))
      stored.set(keyOf(bucket, path), content)
      types.set(keyOf(bucket, path), mime)
      return Promise.resolve()
    },
    remove: (_bucket, paths) => {
      if (failing) return Promise.reject(new Error('storage is away'))
      for (const path of paths) stored.delete(path)
      return Promise.resolve()
    },
  }
  let work: Promise<void> | undefined
  const handle = checkFile({
    webhookSecret: 'secret',
    queue,
    objects,
    background: (doing) => {
      work = doing
    },
    log: (line) => void lines.push(line),
  })
  const knock = new Request('http://x/check-file', {
    method: 'POST',
    headers: { authorization: 'Bearer secret' },
  })
  const answer = await handle(knock)
  await work
  return { answer, stored, types, results, cleared, lines, handle }
}

Deno.test('a knock is answered before the work, and a stranger is not let in', async () => {
  const { answer, handle } = await knocked({}, [])
  assert.equal(answer.status, 202)
  assert.equal((await handle(new Request('http://x/check-file', { method: 'POST' }))).status, 401)
  assert.equal((await handle(new Request('http://x/check-file'))).status, 405)
})

Deno.test('a clean file is written where the room reads it, under its own type, without its position', async () => {
  const uploads = { 'room/ada/1': withSegments([0xe1, exif(1)]), 'room/ada/2': pdf }
  const { stored, types, results } = await knocked(uploads, [
    file('1', 'image/jpeg'),
    file('2', 'application/pdf'),
  ])
  assert.deepEqual(stored.get('room/checked/1'), jpeg)
  assert.equal(types.get('room/checked/2'), 'application/pdf')
  const sha256 = toHex(bytes(createHash('sha256').update(jpeg).digest()))
  assert.deepEqual(results[0], {
    id: '1',
    lease_token: 'lease 1',
    stored_path: 'room/checked/1',
    stored_thumbnail_path: null,
    stored_bucket_id: 'attachments',
    state: 'clean',
    found: { width: 3, height: 2, sha256, bytes: jpeg.length, thumbnail_bytes: undefined },
  })
  assert.equal(results.length, 2)
})

Deno.test('what is refused is written nowhere', async () => {
  const uploads = { 'room/ada/1': utf8('<svg onload=alert(1)>') }
  const { stored, results } = await knocked(uploads, [file('1', 'image/png'), file('gone', 'image/png')])
  assert.deepEqual([...stored.keys()], ['room/ada/1'])
  const reasons = results.map((one) => (one.state === 'blocked' ? one.reason : one.state))
  assert.deepEqual(reasons.toSorted(), ['not_there', 'type_not_allowed'])
})

Deno.test('a picture of a person is read where nobody else reads, and shown only when it is clean', async () => {
  const uploads = {
    'avatar-uploads:ada/1.jpg': withSegments([0xe1, exif(1)]),
    'avatar-uploads:ada/2.jpg': utf8('<html><script>alert(1)</script>'),
  }
  const { stored, results } = await knocked(uploads, [picture('1', 'image/jpeg'), picture('2', 'image/jpeg')])
  assert.deepEqual(stored.get('avatars:ada/1.jpg'), jpeg)
  assert.equal(stored.has('avatars:ada/2.jpg'), false)
  assert.deepEqual(results.map((one) => `${one.id} ${one.stored_bucket_id} ${one.state}`).toSorted(), [
    '1 avatars clean',
    '2 avatars blocked',
  ])
})

Deno.test('a storage that is away is tried again, and nothing is said to be clean or gone', async () => {
  const removal = { bucket_id: 'attachments', path: 'old' }
  const { results, cleared, lines } = await knocked(
    { 'room/ada/1': jpeg },
    [file('1', 'image/jpeg')],
    [removal],
    true,
  )
  assert.deepEqual(
    results.map((one) => one.state),
    ['retry'],
  )
  assert.deepEqual(cleared, [])
  assert.equal(lines.length, 2)
})

Deno.test('what is to go is removed from its bucket', async () => {
  const removals = [
    { bucket_id: 'attachments', path: 'old' },
    { bucket_id: 'avatars', path: 'ada/face.webp' },
  ]
  const { stored, cleared } = await knocked({ old: jpeg }, [], removals)
  assert.equal(stored.has('old'), false)
  assert.deepEqual(cleared, ['attachments/old', 'avatars/ada/face.webp'])
})

/** What became of a picture of 1200 by 900 and of its thumbnail. */
async function withItsThumbnail(thumbnail: Uint8Array | null, failing: boolean | 'thumbnails' = false) {
  const uploads = {
    'room/ada/1': jpegOf(1200, 900),
    ...(thumbnail && { 'room/ada/1.thumbnail': thumbnail }),
  }
  const { stored, types, results, lines } = await knocked(
    uploads,
    [withThumbnail('1', 'image/jpeg')],
    [],
    failing,
  )
  const [result] = results
  assert.equal(result?.state, 'clean')
  assert.deepEqual(stored.get('room/checked/1'), jpegOf(1200, 900))
  return { stored: stored.get('room/checked/1.thumbnail'), types, found: result.found, lines }
}

Deno.test('a thumbnail is written beside its picture, under its own type, without its position', async () => {
  const clean = jpegOf(480, 360)
  const { stored, types, found } = await withItsThumbnail(
    jpegOf(480, 360, withSegments([0xe1, exif(1)], [0xfe, utf8('a comment')])),
  )
  assert.deepEqual(stored, clean)
  assert.equal(types.get('room/checked/1.thumbnail'), 'image/jpeg')
  assert.equal(found.thumbnail_bytes, clean.length)
})

Deno.test('a thumbnail that lies is written nowhere, and costs its picture nothing', async () => {
  for (const lie of [utf8('<svg onload=alert(1)>'), pdf, jpegOf(481, 361), jpegOf(360, 480), null]) {
    const { stored, found } = await withItsThumbnail(lie)
    assert.equal(stored, undefined)
    assert.equal(found.thumbnail_bytes, undefined)
  }
})

Deno.test('a thumbnail that cannot be stored costs its picture nothing', async () => {
  const { stored, found, lines } = await withItsThumbnail(jpegOf(480, 360), 'thumbnails')
  assert.equal(stored, undefined)
  assert.equal(found.thumbnail_bytes, undefined)
  assert.equal(lines.length, 1)
})

Deno.test('of a picture that is refused the thumbnail is not written either', async () => {
  const uploads = { 'room/ada/1': pdf, 'room/ada/1.thumbnail': jpeg }
  const { stored, results } = await knocked(uploads, [withThumbnail('1', 'image/jpeg')])
  assert.equal(results[0]?.state, 'blocked')
  assert.deepEqual(
    [...stored.keys()].filter((path) => path.includes('checked')),
    [],
  )
})

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { bytes, toHex, utf8 } from '../_shared/bytes.ts'
import { checkFile } from './handler.ts'
import type { Objects } from './objects.ts'
import { exif, jpeg, pdf, withSegments } from './pictures.ts'
import type { Claimed, Queue, Removal, Result } from './queue.ts'

const file = (id: string, mime: string): Claimed => ({
  id,
  lease_token: `lease ${id}`,
  path: `room/ada/${id}`,
  stored_path: `room/checked/${id}`,
  mime,
})

/** The function with a storage that can fail, and a database that hands out what is given. */
async function knocked(
  uploads: Record<string, Uint8Array>,
  claimed: Claimed[],
  removals: Removal[] = [],
  failing = false,
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
    read: (path) => Promise.resolve(stored.get(path) ?? null),
    write: (path, content, mime) => {
      if (failing) return Promise.reject(new Error('storage is away'))
      stored.set(path, content)
      types.set(path, mime)
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
    state: 'clean',
    found: { width: 3, height: 2, sha256, bytes: jpeg.length },
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

import { createHash } from 'node:crypto'
import { bytes, toHex } from '../_shared/bytes.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { examine, type Found } from './examine.ts'
import type { Objects } from './objects.ts'
import type { Claimed, Queue, Result } from './queue.ts'
import { readThumbnail } from './thumbnail.ts'

export type Dependencies = {
  webhookSecret: string
  queue: Queue
  objects: Objects
  background(work: Promise<void>): void
  log: Log
}

/**
 * Answers knocks: checks what was uploaded, writes what it found clean to where the room, or for a picture of a person everybody, reads it, and removes what is to
 * go. A file is never changed in place, so what a person uploads later under the same name is never what others read.
 */
export function checkFile({ webhookSecret, queue, objects, background, log }: Dependencies): Handle {
  const check = createDrain<Claimed, Result>({
    claim: queue.claim,
    settle: queue.settle,
    send: (file) => checkOne(file, objects, log),
    // two files of 10 MB, each held twice, are well within 256 MB
    batch: 4,
    lanes: 2,
    log,
  })
  const work = async () => {
    await check()
    await clear(queue, objects, log)
  }
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

async function checkOne(file: Claimed, objects: Objects, log: Log): Promise<Result> {
  const { id, lease_token, stored_path, stored_thumbnail_path, stored_bucket_id, mime } = file
  const known = { id, lease_token, stored_path, stored_thumbnail_path, stored_bucket_id }
  try {
    const uploaded = await objects.read(file.bucket_id, file.path)
    if (!uploaded) return { ...known, state: 'blocked', reason: 'not_there' }
    const { reason, found } = examine(uploaded, mime)
    if (!found) return { ...known, state: 'blocked', reason }
    const { content, ...seen } = found
    await objects.write(stored_bucket_id, stored_path, content, mime)
    const sha256 = toHex(bytes(createHash('sha256').update(content).digest()))
    const thumbnail_bytes = await checkThumbnail(file, found, objects, log)
    return { ...known, state: 'clean', found: { ...seen, sha256, bytes: content.length, thumbnail_bytes } }
  } catch (cause) {
    log(`file ${id} cannot be checked now: ${cause}`)
    return { ...known, state: 'retry' }
  }
}

/** Bytes of the thumbnail that was stored. Nothing that is wrong with it costs its picture. */
async function checkThumbnail(file: Claimed, picture: Found, objects: Objects, log: Log) {
  const { id, thumbnail_path, stored_thumbnail_path } = file
  if (thumbnail_path === null || stored_thumbnail_path === null) return undefined
  try {
    const uploaded = await objects.read(file.bucket_id, thumbnail_path)
    const thumbnail = uploaded && readThumbnail(uploaded, picture)
    if (!thumbnail) return undefined
    await objects.write(file.stored_bucket_id, stored_thumbnail_path, thumbnail.content, thumbnail.mime)
    return thumbnail.content.length
  } catch (cause) {
    log(`the thumbnail of file ${id} is left out: ${cause}`)
    return undefined
  }
}

/** Removes what is to go, until nothing is due. What could not be removed comes again. */
async function clear(queue: Queue, objects: Objects, log: Log): Promise<void> {
  for (;;) {
    const due = await queue.claimRemovals(100)
    for (const [bucket, paths] of Map.groupBy(due, (one) => one.bucket_id)) {
      const names = paths.map((one) => one.path)
      try {
        await objects.remove(bucket, names)
        await queue.settleRemovals(bucket, names)
      } catch (cause) {
        log(`${names.length} objects of ${bucket} could not be removed, they come again: ${cause}`)
      }
    }
    if (due.length < 100) return
  }
}

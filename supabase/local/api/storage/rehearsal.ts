import { randomUUID } from 'node:crypto'
import type { Caller } from '../caller.ts'
import type { StorageServices } from './handler.ts'
import { insertObject } from './object.ts'

export type Target = { bucket: string; name: string; owner: string | null; isUpsert?: boolean | undefined }

const unsettled = {
  version: '',
  metadata: {
    eTag: '',
    size: 0,
    mimetype: '',
    cacheControl: '',
    lastModified: '',
    contentLength: 0,
    httpStatusCode: 0,
  },
  user_metadata: null,
}

/** Asks the policies whether the caller may upload: the row is written as they, and undone. Throws what they refuse. */
export async function rehearseUpload({ as }: StorageServices, caller: Caller, target: Target): Promise<void> {
  const { bucket, name, owner, isUpsert = false } = target
  const row = { id: randomUUID(), bucket_id: bucket, name, owner_id: owner, ...unsettled }
  await as(caller, async (tx) => {
    await insertObject(tx, row, isUpsert)
    throw new Rehearsed()
  }).catch((error: unknown) => {
    if (!(error instanceof Rehearsed)) throw error
  })
}

/** Thrown to undo a write that was only tried to hear what policies say. */
class Rehearsed extends Error {}

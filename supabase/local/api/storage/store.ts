import { randomUUID } from 'node:crypto'
import type { Caller } from '../caller.ts'
import { readBucket } from './bucket.ts'
import type { StorageServices } from './handler.ts'
import { assertKey, insertObject } from './object.ts'
import { isTooLarge } from './refusal.ts'
import { rehearseUpload, type Target } from './rehearsal.ts'
import { assertMimeType, readUpload } from './upload.ts'

/**
 * Stores one upload as storage-api does: the caller's right is asked first, with a row that is undone; then come the bytes;
 * the row that stays is written by the service, replacing one of that name that came meanwhile. A trigger on it sees no
 * person but `owner_id`. What policies or limits refuse leaves neither row nor bytes.
 */
export async function store(services: StorageServices, caller: Caller, request: Request, target: Target) {
  const { asService, files } = services
  assertKey(target.name)
  // storage-api reads a bucket's limits without asking policies on buckets
  const bucket = await asService((tx) => readBucket(tx, target.bucket))
  const limit = Math.min(bucket.file_size_limit ?? services.sizeLimit, services.sizeLimit)
  if (Number(request.headers.get('content-length') ?? 0) > limit + formOverhead) throw isTooLarge()
  const upload = await readUpload(request)
  assertMimeType(upload.mimetype, bucket.allowed_mime_types)
  const isUpsert = target.isUpsert ?? upload.isUpsert
  await rehearseUpload(services, caller, { ...target, isUpsert })
  const written = await files.write(upload.body, limit)
  const id = randomUUID()
  const metadata = {
    eTag: written.eTag,
    size: written.size,
    mimetype: upload.mimetype,
    cacheControl: upload.cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: written.size,
    httpStatusCode: 200,
  }
  const row = {
    id,
    bucket_id: target.bucket,
    name: target.name,
    version: written.version,
    owner_id: target.owner,
    metadata,
    user_metadata: upload.userMetadata,
  }
  try {
    const replaced = await asService((tx) => insertObject(tx, row, true))
    await files.remove([replaced])
  } catch (error) {
    await files.remove([written.version])
    throw error
  }
  return { Id: id, Key: `${target.bucket}/${target.name}` }
}

/** Boundaries and fields around the file of a form, in bytes. */
const formOverhead = 64 * 1024

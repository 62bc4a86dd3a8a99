import * as v from 'valibot'
import type { Queries } from '../database.ts'
import { byteSize } from '../settings.ts'
import { denied, noBucket, StorageRefusal } from './refusal.ts'

export type Bucket = {
  id: string
  name: string
  owner: string
  public: boolean
  file_size_limit: number | null
  allowed_mime_types: string[] | null
  created_at: string
  updated_at: string
}

const settings = {
  public: v.optional(v.boolean()),
  file_size_limit: v.nullish(byteSize),
  allowed_mime_types: v.nullish(v.array(v.pipe(v.string(), v.regex(/^[\w*+.-]+\/[\w*+.-]+$/)))),
}
export const newBucket = v.object({
  id: v.optional(v.string()),
  name: v.pipe(v.string(), v.minLength(1)),
  ...settings,
})
export const bucketChange = v.object(settings)

const columns = `id, name, coalesce(owner_id, '') as owner, public, file_size_limit, allowed_mime_types, created_at, updated_at`

/** Buckets the caller may see, or the one asked for. */
export async function readBuckets(tx: Queries, id?: string): Promise<Bucket[]> {
  const where = id === undefined ? '' : 'where id = $1'
  const row = await tx.row<{ buckets: Bucket[] }>(
    `select coalesce(json_agg(b order by b.name), '[]') as buckets from (select ${columns} from storage.buckets ${where}) b`,
    id === undefined ? [] : [id],
  )
  return row?.buckets ?? []
}

/** Throws 404 when there is no such bucket for the caller. */
export async function readBucket(tx: Queries, id: string): Promise<Bucket> {
  const [bucket] = await readBuckets(tx, id)
  if (!bucket) throw noBucket()
  return bucket
}

export async function createBucket(
  tx: Queries,
  bucket: v.InferOutput<typeof newBucket>,
  owner: string | null,
): Promise<string> {
  const id = bucket.id ?? bucket.name
  if (!/^[\w!.*'() &$@=;:+,?-]+$/.test(id))
    throw new StorageRefusal(400, 'InvalidBucketName', 'Bucket name invalid')
  await tx.run(
    `insert into storage.buckets (id, name, owner_id, public, file_size_limit, allowed_mime_types)
     select id, name, owner_id, coalesce(public, false), file_size_limit, allowed_mime_types
     from json_populate_record(null::storage.buckets, $1::json)`,
    [JSON.stringify({ ...bucket, id, owner_id: owner })],
  )
  return id
}

/** Changes only what is named; null takes a limit away. */
export async function updateBucket(
  tx: Queries,
  id: string,
  change: v.InferOutput<typeof bucketChange>,
): Promise<void> {
  await readBucket(tx, id)
  const names = Object.keys(change)
  if (names.length === 0) return
  const set = names.map((column) => `${column} = changed.${column}`).join(', ')
  const count = await tx.run(
    `update storage.buckets b set ${set}, updated_at = now() from json_populate_record(null::storage.buckets, $1::json) changed where b.id = $2`,
    [JSON.stringify(change), id],
  )
  if (count === 0) throw denied()
}

export async function deleteBucket(tx: Queries, id: string): Promise<void> {
  await readBucket(tx, id)
  const used = await tx.row('select from storage.objects where bucket_id = $1 limit 1', [id])
  if (used) throw new StorageRefusal(409, 'InvalidRequest', 'The bucket you tried to delete is not empty')
  const count = await tx.run('delete from storage.buckets where id = $1', [id])
  if (count === 0) throw denied()
}

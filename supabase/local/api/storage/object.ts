import type { Queries } from '../database.ts'
import { noObject, StorageRefusal } from './refusal.ts'

export type Metadata = {
  eTag: string
  size: number
  mimetype: string
  cacheControl: string
  lastModified: string
  contentLength: number
  httpStatusCode: number
}
export type StoredObject = {
  id: string
  name: string
  bucket_id: string
  version: string
  owner: string | null
  owner_id: string | null
  metadata: Metadata
  user_metadata: Record<string, unknown> | null
  created_at: string
  updated_at: string
  last_accessed_at: string
}
type NewObject = Pick<
  StoredObject,
  'id' | 'bucket_id' | 'name' | 'version' | 'metadata' | 'user_metadata'
> & {
  /** the person, from the token; null for the secret key */
  owner_id: string | null
}

/** storage-api's list of what a key may hold, and no way up: policies look at the folders of a name. */
export function assertKey(key: string): void {
  const isSafe = key.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  if (isSafe && /^(\w|\/|!|-|\.|\*|'|\(|\)| |&|\$|@|=|;|:|\+|,|\?)*$/.test(key)) return
  throw new StorageRefusal(400, 'InvalidKey', `Invalid key: ${key}`)
}

/** The object as the caller may see it. Throws 404 otherwise. */
export async function readObject(tx: Queries, bucket: string, name: string): Promise<StoredObject> {
  const row = await tx.row<{ object: StoredObject }>(
    'select to_json(o) as object from storage.objects o where bucket_id = $1 and name = $2',
    [bucket, name],
  )
  if (!row) throw noObject()
  return row.object
}

/**
 * Adds the row as the caller: policies decide. Gives the version an upsert replaced. Without upsert only the right to
 * insert is needed, so nothing is read back.
 */
export async function insertObject(
  tx: Queries,
  object: NewObject,
  isUpsert: boolean,
): Promise<string | null> {
  const owner = /^[0-9a-f-]{36}$/i.test(object.owner_id ?? '') ? object.owner_id : null
  const insert = `insert into storage.objects (id, bucket_id, name, version, owner, owner_id, metadata, user_metadata)
    select id, bucket_id, name, version, owner, owner_id, metadata, user_metadata
    from json_populate_record(null::storage.objects, $1::json)`
  const row = JSON.stringify({ ...object, owner })
  if (!isUpsert) {
    await tx.run(insert, [row])
    return null
  }
  const before = await tx.row<{ version: string | null }>(
    'select version from storage.objects where bucket_id = $1 and name = $2',
    [object.bucket_id, object.name],
  )
  await tx.run(
    `${insert} on conflict (bucket_id, name) do update set version = excluded.version, owner = excluded.owner,
      owner_id = excluded.owner_id, metadata = excluded.metadata, user_metadata = excluded.user_metadata`,
    [row],
  )
  return before?.version ?? null
}

/** Deletes what the caller may delete of these names; gives the rows that are gone. */
export async function deleteObjects(tx: Queries, bucket: string, names: string[]): Promise<StoredObject[]> {
  const row = await tx.row<{ objects: StoredObject[] }>(
    `with gone as (
       delete from storage.objects where bucket_id = $1 and name in (select json_array_elements_text($2::json)) returning *)
     select coalesce(json_agg(gone), '[]') as objects from gone`,
    [bucket, JSON.stringify(names)],
  )
  return row?.objects ?? []
}

/** Gives an object another name, and bucket, under the policies for update. */
export async function moveObject(
  tx: Queries,
  from: { bucket: string; name: string },
  to: { bucket: string; name: string },
): Promise<void> {
  const count = await tx.run(
    'update storage.objects set bucket_id = $3, name = $4 where bucket_id = $1 and name = $2',
    [from.bucket, from.name, to.bucket, to.name],
  )
  if (count === 0) throw noObject()
}

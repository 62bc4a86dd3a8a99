import type { Context, Hono } from 'hono'
import { readBody } from './body.ts'
import { readBucket } from './bucket.ts'
import { callerOf, type StorageEnv, type StorageServices } from './handler.ts'
import { listFolder, listRequest } from './listing.ts'
import { readObject, type StoredObject } from './object.ts'
import { noBucket } from './refusal.ts'
import { serveObject } from './serve.ts'

/** Downloads, infos and lists: public buckets for everybody, the rest as the caller. */
export function readRoutes(app: Hono<StorageEnv>, { as, asService, files }: StorageServices): void {
  type Found = (c: Context<StorageEnv>) => Promise<StoredObject>
  const nameOf = (c: Context<StorageEnv>) => ({
    bucket: c.req.param('bucket') ?? '',
    name: c.req.param('name') ?? '',
  })

  const findPublic: Found = (c) =>
    asService(async (tx) => {
      const { bucket, name } = nameOf(c)
      if (!(await readBucket(tx, bucket)).public) throw noBucket()
      return readObject(tx, bucket, name)
    })
  const findOwn: Found = (c) => {
    const { bucket, name } = nameOf(c)
    // as hosted: what a public bucket holds is public at its private address too
    if (c.env.identity.kind !== 'caller') return findPublic(c)
    return as(callerOf(c.env.identity), (tx) => readObject(tx, bucket, name))
  }

  const serve = (path: string, find: Found) =>
    app.get(`${path}/:bucket/:name{.+}`, async (c) => serveObject(files, await find(c), c.req.raw))
  const inform = (path: string, find: Found) =>
    app.get(`${path}/:bucket/:name{.+}`, async (c) => c.json(infoOf(await find(c))))

  inform('/object/info/public', findPublic)
  inform('/object/info/authenticated', findOwn)
  inform('/object/info', findOwn)
  // images come as they are: this stack does not resize
  for (const path of ['/object/public', '/render/image/public']) serve(path, findPublic)
  for (const path of ['/object/authenticated', '/render/image/authenticated']) serve(path, findOwn)

  app.post('/object/list/:bucket', async (c) => {
    const asked = await readBody(c.req.raw, listRequest)
    const bucket = c.req.param('bucket')
    return c.json(await as(callerOf(c.env.identity), (tx) => listFolder(tx, bucket, asked)))
  })
  serve('/object', findOwn)
}

function infoOf(object: StoredObject) {
  const { metadata } = object
  return {
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    etag: metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: metadata.lastModified,
    created_at: object.created_at,
  }
}

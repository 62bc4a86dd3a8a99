import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import * as v from 'valibot'
import { readBody } from './body.ts'
import { callerOf, ownerOf, type StorageEnv, type StorageServices } from './handler.ts'
import { assertKey, deleteObjects, insertObject, moveObject, readObject } from './object.ts'
import { noObject } from './refusal.ts'
import { store } from './store.ts'

const key = v.pipe(v.string(), v.minLength(1))
const prefixes = v.object({ prefixes: v.array(key) })
const transfer = v.object({
  bucketId: key,
  sourceKey: key,
  destinationKey: key,
  destinationBucket: v.nullish(key),
  copyMetadata: v.optional(v.boolean(), true),
})

/** Uploads, moves, copies, deletions: each is a change of storage.objects as the caller. */
export function objectRoutes(app: Hono<StorageEnv>, services: StorageServices): void {
  const { as, files } = services

  app.post('/object/move', async (c) => {
    const { bucketId, sourceKey, destinationKey, destinationBucket } = await readBody(c.req.raw, transfer)
    assertKey(destinationKey)
    await as(callerOf(c.env.identity), (tx) =>
      moveObject(
        tx,
        { bucket: bucketId, name: sourceKey },
        { bucket: destinationBucket ?? bucketId, name: destinationKey },
      ),
    )
    return c.json({ message: 'Successfully moved' })
  })

  app.post('/object/copy', async (c) => {
    const caller = callerOf(c.env.identity)
    const asked = await readBody(c.req.raw, transfer)
    const bucket = asked.destinationBucket ?? asked.bucketId
    assertKey(asked.destinationKey)
    const source = await as(caller, (tx) => readObject(tx, asked.bucketId, asked.sourceKey))
    const version = await files.copy(source.version)
    const copy = {
      ...source,
      id: randomUUID(),
      bucket_id: bucket,
      name: asked.destinationKey,
      version,
      owner_id: ownerOf(caller),
    }
    try {
      await as(caller, (tx) => insertObject(tx, copy, c.req.header('x-upsert') === 'true'))
    } catch (error) {
      await files.remove([version])
      throw error
    }
    return c.json({ Id: copy.id, Key: `${bucket}/${copy.name}`, name: copy.name, bucket_id: bucket })
  })

  app.on(['POST', 'PUT'], '/object/:bucket/:name{.+}', async (c) => {
    const caller = callerOf(c.env.identity)
    const { bucket, name } = c.req.param()
    return c.json(await store(services, caller, c.req.raw, { bucket, name, owner: ownerOf(caller) }))
  })

  app.delete('/object/:bucket', async (c) => {
    const { prefixes: names } = await readBody(c.req.raw, prefixes)
    const gone = await as(callerOf(c.env.identity), (tx) => deleteObjects(tx, c.req.param('bucket'), names))
    await files.remove(gone.map((object) => object.version))
    return c.json(gone)
  })

  app.delete('/object/:bucket/:name{.+}', async (c) => {
    const { bucket, name } = c.req.param()
    const [gone] = await as(callerOf(c.env.identity), (tx) => deleteObjects(tx, bucket, [name]))
    if (!gone) throw noObject()
    await files.remove([gone.version])
    return c.json({ message: 'Successfully deleted' })
  })
}

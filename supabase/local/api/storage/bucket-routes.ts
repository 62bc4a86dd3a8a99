import type { Hono } from 'hono'
import { readBody } from './body.ts'
import {
  bucketChange,
  createBucket,
  deleteBucket,
  newBucket,
  readBucket,
  readBuckets,
  updateBucket,
} from './bucket.ts'
import { callerOf, ownerOf, type StorageEnv, type StorageServices } from './handler.ts'
import { deleteObjects } from './object.ts'

/** Buckets: whoever may see or change their rows in storage.buckets. */
export function bucketRoutes(app: Hono<StorageEnv>, { as, files }: StorageServices): void {
  app.get('/bucket', async (c) => c.json(await as(callerOf(c.env.identity), (tx) => readBuckets(tx))))

  app.post('/bucket', async (c) => {
    const caller = callerOf(c.env.identity)
    const bucket = await readBody(c.req.raw, newBucket)
    return c.json({ name: await as(caller, (tx) => createBucket(tx, bucket, ownerOf(caller))) })
  })

  app.get('/bucket/:id', async (c) =>
    c.json(await as(callerOf(c.env.identity), (tx) => readBucket(tx, c.req.param('id')))),
  )

  app.put('/bucket/:id', async (c) => {
    const change = await readBody(c.req.raw, bucketChange)
    await as(callerOf(c.env.identity), (tx) => updateBucket(tx, c.req.param('id'), change))
    return c.json({ message: 'Successfully updated' })
  })

  app.post('/bucket/:id/empty', async (c) => {
    const id = c.req.param('id')
    const gone = await as(callerOf(c.env.identity), async (tx) => {
      await readBucket(tx, id)
      const rows = await tx.rows<{ name: string }>('select name from storage.objects where bucket_id = $1', [
        id,
      ])
      return deleteObjects(
        tx,
        id,
        rows.map((row) => row.name),
      )
    })
    await files.remove(gone.map((object) => object.version))
    return c.json({ message: 'Successfully emptied' })
  })

  app.delete('/bucket/:id', async (c) => {
    await as(callerOf(c.env.identity), (tx) => deleteBucket(tx, c.req.param('id')))
    return c.json({ message: 'Successfully deleted' })
  })
}

import type { Hono } from 'hono'
import * as v from 'valibot'
import { readBody } from './body.ts'
import { callerOf, ownerOf, type StorageEnv, type StorageServices } from './handler.ts'
import { assertKey, readObject } from './object.ts'
import { StorageRefusal } from './refusal.ts'
import { rehearseUpload } from './rehearsal.ts'
import { serveObject } from './serve.ts'
import { store } from './store.ts'

/** Two hours, as hosted. */
const uploadSeconds = 7200
const seconds = v.pipe(v.number(), v.integer(), v.minValue(1))
const one = v.object({ expiresIn: seconds })
const many = v.object({ expiresIn: seconds, paths: v.array(v.string()) })
/** Signed URLs (not yet encoded: storage-js does that): policies are asked when one is made, the token alone when it is used. */
export function signRoutes(app: Hono<StorageEnv>, services: StorageServices): void {
  const { as, asService, files, tokens } = services

  app.post('/object/upload/sign/:bucket/:name{.+}', async (c) => {
    const caller = callerOf(c.env.identity)
    const { bucket, name } = c.req.param()
    assertKey(name)
    const url = `${bucket}/${name}`
    const upsert = c.req.header('x-upsert') === 'true'
    await rehearseUpload(services, caller, { bucket, name, owner: ownerOf(caller), isUpsert: upsert })
    const token = await tokens.sign({ url, upsert, owner: ownerOf(caller) ?? undefined }, uploadSeconds)
    return c.json({ url: `/object/upload/sign/${url}?token=${token}`, token })
  })

  app.put('/object/upload/sign/:bucket/:name{.+}', async (c) => {
    const { bucket, name } = c.req.param()
    const signed = await tokens.verify(c.req.query('token'), `${bucket}/${name}`, 'upload')
    const service = {
      role: 'service_role',
      claims: { role: 'service_role' },
      keyRole: 'service_role' as const,
    }
    const target = { bucket, name, owner: signed.owner ?? null, isUpsert: signed.upsert === true }
    return c.json(await store(services, service, c.req.raw, target))
  })

  app.post('/object/sign/:bucket/:name{.+}', async (c) => {
    const { bucket, name } = c.req.param()
    const { expiresIn } = await readBody(c.req.raw, one)
    await as(callerOf(c.env.identity), (tx) => readObject(tx, bucket, name))
    const url = `${bucket}/${name}`
    return c.json({
      signedURL: `/object/sign/${url}?token=${await tokens.sign({ url }, expiresIn)}`,
    })
  })

  app.post('/object/sign/:bucket', async (c) => {
    const bucket = c.req.param('bucket')
    const { expiresIn, paths } = await readBody(c.req.raw, many)
    const caller = callerOf(c.env.identity)
    const signed = paths.map(async (path) => {
      const isVisible = await as(caller, (tx) => readObject(tx, bucket, path)).then(() => true, isMissing)
      if (!isVisible) {
        return {
          path,
          signedURL: null,
          error: 'Either the object does not exist or you do not have access to it',
        }
      }
      const url = `${bucket}/${path}`
      return {
        path,
        error: null,
        signedURL: `/object/sign/${url}?token=${await tokens.sign({ url }, expiresIn)}`,
      }
    })
    return c.json(await Promise.all(signed))
  })

  for (const route of ['/object/sign', '/render/image/sign']) {
    app.get(`${route}/:bucket/:name{.+}`, async (c) => {
      const { bucket, name } = c.req.param()
      await tokens.verify(c.req.query('token'), `${bucket}/${name}`, 'read')
      return serveObject(files, await asService((tx) => readObject(tx, bucket, name)), c.req.raw)
    })
  }
}

function isMissing(error: unknown): false {
  if (error instanceof StorageRefusal && error.statusCode === 404) return false
  throw error
}

import { Hono } from 'hono'
import type { Caller, Identity } from '../caller.ts'
import type { Database } from '../database.ts'
import { bucketRoutes } from './bucket-routes.ts'
import { createFiles } from './files.ts'
import { objectRoutes } from './object-routes.ts'
import { readRoutes } from './read-routes.ts'
import { denied, StorageRefusal, toStorageRefusal } from './refusal.ts'
import { signRoutes } from './sign-routes.ts'
import { createTokens, type Tokens } from './tokens.ts'
import { transactions } from './transactions.ts'

export type StorageServices = ReturnType<typeof transactions> & {
  files: ReturnType<typeof createFiles>
  tokens: Tokens
  /** bytes, for buckets without a limit of their own */
  sizeLimit: number
}
/** What the routes know of a request: who asks, if anybody. */
export type StorageEnv = { Bindings: { identity: Identity } }

type Options = {
  sql: Database
  directory: string
  jwtSecret: string
  sizeLimit: number
  log: (line: string) => void
}

/** storage-api's part of Supabase: rows of storage.objects under RLS, bytes on disk. Paths below /storage/v1. */
export function createStorage(options: Options): (request: Request, identity: Identity) => Promise<Response> {
  const services: StorageServices = {
    ...transactions(options.sql),
    files: createFiles(options.directory),
    tokens: createTokens(options.jwtSecret),
    sizeLimit: options.sizeLimit,
  }
  const app = new Hono<StorageEnv>().basePath('/storage/v1')
  app.onError((error) => toStorageRefusal(error, options.log).toResponse())
  app.notFound(() =>
    Response.json({ statusCode: '404', error: 'Not Found', message: 'Route not found' }, { status: 404 }),
  )
  bucketRoutes(app, services)
  // the fixed words (sign, public, list…) come before a bucket of that name
  signRoutes(app, services)
  readRoutes(app, services)
  objectRoutes(app, services)
  return async (request, identity) => app.fetch(request, { identity })
}

/** The caller behind a request that is not public. Throws storage-api's refusals for a bad key or token. */
export function callerOf(identity: Identity): Caller {
  if (identity.kind === 'caller') return identity.caller
  if (identity.kind === 'token') {
    const message =
      identity.problem.code === 'PGRST303'
        ? '"exp" claim timestamp check failed'
        : 'signature verification failed'
    throw new StorageRefusal(403, 'InvalidJWT', message, 'Unauthorized')
  }
  if (identity.problem === 'missing') {
    throw new StorageRefusal(400, 'InvalidRequest', "headers must have required property 'authorization'")
  }
  throw denied('Invalid API key')
}

/** The person whose objects these are; null for the secret key. */
export const ownerOf = (caller: Caller): string | null =>
  typeof caller.claims.sub === 'string' ? caller.claims.sub : null

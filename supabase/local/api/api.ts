import { mkdirSync } from 'node:fs'
import { keyRefusal } from './answers.ts'
import { createAuth } from './auth/handler.ts'
import { type ApiSecrets, createIdentify } from './caller.ts'
import { openDatabase } from './database.ts'
import { startCatalog } from './rest/catalog.ts'
import { createRest } from './rest/handler.ts'
import { Refusal } from './rest/refusal.ts'
import { type ApiSettings, readSettings } from './settings.ts'
import { createStorage } from './storage/handler.ts'

type Options = {
  /** superuser of the stack's Postgres, prepared with apiSchemaSql() */
  databaseUrl: string
  secrets: ApiSecrets
  /** where Storage keeps its bytes */
  storageDir: string
  /** the gateway's address, for links in mails and `iss` in tokens */
  publicUrl: string
  /** the app's address, where links of mails lead. Default: publicUrl */
  siteUrl?: string
  /** takes mails in Resend's shape, such as the sandbox's /mail/emails. Without it, mails go to the log */
  mailUrl?: string
  /** Default: the project's config.toml */
  settings?: ApiSettings
  log: (line: string) => void
}

/** REST, Auth and Storage in this process. `fetch` answers what lies below /rest/v1, /auth/v1 and /storage/v1. */
export async function startApi(options: Options): Promise<{
  fetch(request: Request, peer?: string): Promise<Response>
  stop(): Promise<void>
}> {
  const { secrets, publicUrl, siteUrl = publicUrl, mailUrl, settings = readSettings(), log } = options
  const { schemas, max_rows: maxRows } = settings.api
  mkdirSync(options.storageDir, { recursive: true, mode: 0o700 })
  const database = await openDatabase(options.databaseUrl)
  const catalog = await startCatalog({ url: options.databaseUrl, admin: database.admin, schemas, log })
  const identify = createIdentify(secrets)
  const rest = createRest({ sql: database.authenticator, catalog, schemas, maxRows, log })
  const storage = createStorage({
    sql: database.authenticator,
    directory: options.storageDir,
    jwtSecret: secrets.jwtSecret,
    sizeLimit: settings.storage.file_size_limit,
    log,
  })
  const auth = createAuth({
    sql: database.auth,
    admin: database.admin,
    jwtSecret: secrets.jwtSecret,
    settings: settings.auth,
    publicUrl,
    siteUrl,
    mailUrl,
    log,
  })

  return {
    async fetch(request, peer) {
      const { pathname } = new URL(request.url)
      const identity = await identify(request)
      if (pathname.startsWith('/storage/v1/')) return storage(request, identity)
      if (pathname.startsWith('/auth/v1/')) return auth(request, identity, peer)
      if (identity.kind === 'key') return keyRefusal(identity.problem)
      if (identity.kind === 'caller') return rest(request, identity.caller)
      const { code, message, details } = identity.problem
      const authenticate = `Bearer error="invalid_token", error_description="${message}"`
      return new Refusal(401, code, message, {
        details,
        headers: { 'www-authenticate': authenticate },
      }).toResponse()
    },
    async stop() {
      await catalog.stop()
      await database.close()
    },
  }
}

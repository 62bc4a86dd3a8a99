import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { createClient, type SupabaseClientOptions } from '@supabase/supabase-js'
import { SignJWT } from 'jose'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import ws from 'ws'
import { freePort } from '../../ports.ts'
import { asPostgres } from '../../postgres/prepare.ts'
import { startScratchPostgres } from '../../postgres/scratch.ts'
import { stackSecrets } from '../../secrets.ts'
import { startApi } from '../api.ts'
import { apiSchemaSql } from '../schema.ts'
import { readSettings } from '../settings.ts'

type Options = { settings?: object; migration?: string; mailUrl?: string; siteUrl?: string }
export type TestApi = Awaited<ReturnType<typeof startTestApi>>

/** A new project: Postgres, this API over HTTP, and a migration run as hosted runs it. `stop` removes everything. */
export async function startTestApi(options: Options = {}) {
  const postgres = await startScratchPostgres([{ name: 'api', sql: apiSchemaSql() }])
  const secrets = stackSecrets(postgres.stateDir)
  const admin = askAs(postgres.url)
  const owner = askAs(asPostgres(postgres.url))
  if (options.migration) await owner(options.migration)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const lines: string[] = []
  const storageDir = join(postgres.stateDir, 'storage')
  const api = await startApi({
    databaseUrl: postgres.url,
    secrets,
    storageDir,
    publicUrl: url,
    siteUrl: options.siteUrl,
    mailUrl: options.mailUrl,
    settings: readSettings(options.settings ?? {}),
    log: (line) => lines.push(line),
  })
  const server = createServer(getRequestListener((request) => api.fetch(request, '127.0.0.1')))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  const client = (key = secrets.publishableKey, more: SupabaseClientOptions<'public'> = {}) =>
    createClient(url, key, {
      ...more,
      auth: { persistSession: false, autoRefreshToken: false, ...more.auth },
      // Node 20 has no WebSocket of its own
      realtime: { transport: ws as never },
    })
  return {
    url,
    secrets,
    /** SQL as superuser, and as the role that migrations run as */
    admin,
    owner,
    storageDir,
    databaseUrl: postgres.url,
    postgresPid: () => postgres.pid,
    /** a request that does not wait for its turn in the event loop */
    fetch: (path: string) =>
      api.fetch(new Request(`${url}${path}`, { headers: { apikey: secrets.secretKey } })),
    /** what the API logged */
    lines,
    client,
    service: () => client(secrets.secretKey),
    /** Somebody new, signed in. */
    async person(name: string) {
      const supabase = client()
      const email = `${name}@example.com`
      const { data, error } = await supabase.auth.signUp({
        email,
        password: 'correct-horse',
        options: { data: { name } },
      })
      if (error || !data.user || !data.session) throw new Error([error?.message, ...lines].join('\n'))
      return { supabase, email, id: data.user.id, token: data.session.access_token }
    },
    /** A token signed with the project's secret, or with another. */
    token: (claims: Record<string, unknown>, secret = secrets.jwtSecret) =>
      new SignJWT({ role: 'authenticated', exp: Math.floor(Date.now() / 1000) + 60, ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(secret)),
    /** Raw HTTP with the publishable key, for what supabase-js hides. */
    http: (path: string, init: RequestInit & { token?: string; key?: string } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          apikey: init.key ?? secrets.publishableKey,
          'content-type': 'application/json',
          ...(init.token !== undefined && { authorization: `Bearer ${init.token}` }),
          ...init.headers,
        },
      }),
    async stop() {
      server.closeAllConnections()
      server.close()
      await api.stop()
      await admin.end()
      await owner.end()
      await postgres.stop()
      rmSync(postgres.stateDir, { recursive: true, force: true })
    },
  }
}

/** SQL straight to the database: the rows of the last statement. */
function askAs(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 3 })
  // Postgres is stopped, and in one test killed, under these connections
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const ask = async (text: string, parameters?: unknown[]): Promise<Record<string, unknown>[]> => {
    const result: pg.QueryResult | pg.QueryResult[] = await pool.query(text, parameters)
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? []
  }
  return Object.assign(ask, { end: () => pool.end() })
}

/** A place that takes mails like the sandbox's and keeps them. */
export async function startMailbox() {
  const mails: { to: string[]; subject: string; text: string }[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    mails.push(JSON.parse(body))
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}')
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}/mail/emails`,
    mails,
    /** The link in the last mail to somebody. */
    linkTo: (email: string) =>
      /https?:\/\/\S+/.exec(mails.findLast((mail) => mail.to.includes(email))?.text ?? '')?.[0] ?? '',
    codeTo: (email: string) =>
      /code: (\d{6})/.exec(mails.findLast((mail) => mail.to.includes(email))?.text ?? '')?.[1] ?? '',
    stop: () => server.close(),
  }
}

/** Runs SQL as the owner of the project now, and what undoes it after the test. */
export async function during(api: TestApi, sql: string, undo: string): Promise<void> {
  await api.owner(sql)
  onTestFinished(async () => {
    await api.owner(undo)
  })
}

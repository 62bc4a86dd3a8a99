import type { Caller } from '../caller.ts'
import { type Database, runAs } from '../database.ts'
import type { Catalog } from './catalog.ts'
import { toRefusal } from './errors.ts'
import { type Plan, planRequest } from './plan.ts'
import { Refusal } from './refusal.ts'
import { type RestRequest, readRequest } from './request.ts'
import { answer, type Row } from './respond.ts'
import { rootDocument } from './root.ts'

type Options = {
  /** connections as authenticator, who may become anon, authenticated, service_role and nothing else */
  sql: Database
  catalog: { get(): Promise<Catalog>; getCurrent(): Promise<Catalog> }
  schemas: string[]
  maxRows: number
  log: (line: string) => void
}

/** PostgREST's part of Supabase: one request, one transaction as the caller, one statement. */
export function createRest(options: Options): (request: Request, caller: Caller) => Promise<Response> {
  const { sql, schemas, maxRows, log } = options
  return async (request, caller) => {
    try {
      const url = new URL(request.url)
      const asked = await readRequest(request, url, schemas)
      let catalog = await options.catalog.get()
      if (asked.target.kind === 'root') return rootDocument(catalog, asked.schema, caller)
      const plan = await (async () => planRequest(asked, catalog, maxRows))().catch(
        async (error: unknown) => {
          if (!isMiss(error)) throw error
          // a migration may have made it a moment ago
          catalog = await options.catalog.getCurrent()
          return planRequest(asked, catalog, maxRows)
        },
      )
      const settings = settingsOf(request, url, caller, catalog, asked.schema)
      const row = await runAs(sql, plan.isReadOnly ? 'read only' : 'read write', settings, async (tx) => {
        const first = await tx.row<Row>(`/* ${catalog.version} */ ${plan.sql}`, plan.parameters)
        if (!first) throw new Error('no answer row')
        assertAsked(asked, plan, Number(first.page))
        return first
      })
      return answer(asked, plan, row)
    } catch (error) {
      return toRefusal(error, caller.role === 'anon', log).toResponse()
    }
  }
}

const isMiss = (error: unknown) => error instanceof Refusal && /^PGRST20[0-5]$/.test(error.code)

function settingsOf(
  request: Request,
  url: URL,
  caller: Caller,
  catalog: Catalog,
  schema: string,
): Record<string, string> {
  return {
    'request.jwt.claims': JSON.stringify(caller.claims),
    'request.method': request.method,
    'request.path': url.pathname.replace(/^\/rest\/v1/, ''),
    'request.headers': JSON.stringify(Object.fromEntries(request.headers)),
    'request.cookies': '{}',
    search_path: `"${schema.replaceAll('"', '""')}", "public", "extensions"`,
    ...catalog.roleSettings[caller.role],
    role: caller.role,
  }
}

/** Throws while the transaction is open, so a write that is not what was asked for leaves nothing. */
function assertAsked({ format, preferences }: RestRequest, plan: Plan, rows: number): void {
  const { maxAffected } = preferences
  if (maxAffected !== undefined && rows > maxAffected) {
    throw new Refusal(400, 'PGRST124', 'Query result exceeds max-affected preference constraint', {
      details: `The query affects ${rows} rows`,
    })
  }
  const isShown = plan.kind === 'read' || plan.kind === 'call' || preferences.return === 'representation'
  if (format.kind === 'object' && isShown && !plan.isSingle && rows !== 1) {
    throw new Refusal(406, 'PGRST116', 'Cannot coerce the result to a single JSON object', {
      details: `The result contains ${rows} rows`,
    })
  }
}

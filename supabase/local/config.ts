import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { parse } from 'smol-toml'
import * as v from 'valibot'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Where the commands keep everything: `.orderline`, git-ignored, or ORDERLINE_STATE for a second stack beside it. */
export const stateDir = resolve(projectRoot, process.env.ORDERLINE_STATE || '.orderline')

export type FunctionSettings = { verifyJwt: boolean; entrypoint: string }

export type Ports = { api: number; db: number; sandbox: number; app: number }

export type Config = { ports: Ports; siteUrl: string; functions: Record<string, FunctionSettings> }

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

const file = v.object({
  api: v.object({ port }),
  db: v.object({ port }),
  auth: v.object({ site_url: v.pipe(v.string(), v.url()) }),
  functions: v.optional(
    v.record(
      v.string(),
      v.object({ verify_jwt: v.optional(v.boolean(), true), entrypoint: v.optional(v.string()) }),
    ),
    {},
  ),
})

/**
 * What this stack needs of supabase/config.toml. The supabase CLI warns about keys it does not know, so two ports are not in
 * it: the app listens where auth.site_url points, the sandbox on ORDERLINE_SANDBOX_PORT. Throws on a value of the wrong kind.
 */
export function readConfig(root = projectRoot, env: Record<string, string | undefined> = {}): Config {
  const parsed = v.safeParse(file, parse(readFileSync(join(root, 'supabase/config.toml'), 'utf8')))
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new Error(`supabase/config.toml: ${v.getDotPath(issue)}: ${issue.message}`)
  }
  const { api, db, auth, functions } = parsed.output
  const site = new URL(auth.site_url)
  return {
    ports: {
      api: api.port,
      db: db.port,
      sandbox: Number(env.ORDERLINE_SANDBOX_PORT || 24_324),
      app: Number(site.port || (site.protocol === 'https:' ? 443 : 80)),
    },
    siteUrl: site.origin,
    functions: Object.fromEntries(
      Object.entries(functions).map(([name, { verify_jwt, entrypoint }]) => [
        name,
        {
          verifyJwt: verify_jwt,
          entrypoint: join(root, 'supabase', entrypoint ?? `functions/${name}/index.ts`),
        },
      ]),
    ),
  }
}

/** The `.env` of this checkout, under what the shell already says. */
export function readEnvironment(root = projectRoot): Record<string, string | undefined> {
  const path = join(root, '.env')
  return { ...(existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {}), ...process.env }
}

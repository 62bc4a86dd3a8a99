import type { Context } from 'hono'
import type { Identity } from '../caller.ts'
import type { Database } from '../database.ts'
import type { ApiSettings } from '../settings.ts'
import type { SendMail } from './mail.ts'
import type { Passwords } from './passwords.ts'
import { AuthRefusal } from './refusal.ts'
import type { Device, Sessions } from './sessions.ts'
import { findUser, type User } from './users.ts'

export type AuthServices = {
  /** connections as supabase_auth_admin */
  sql: Database
  passwords: Passwords
  sessions: Sessions
  sendMail: SendMail
  settings: ApiSettings['auth']
  /** where links in mails point, without /auth/v1 */
  publicUrl: string
  /** where they lead in the end, unless the client names another allowed address */
  siteUrl: string
}
export type AuthEnv = { Bindings: { identity: Identity; peer?: string } }
export type AuthContext = Context<AuthEnv>

export const deviceOf = (c: AuthContext): Device => ({
  userAgent: c.req.header('user-agent') ?? null,
  ip: c.env.peer ?? null,
})

/** The JSON body as an object. Throws bad_json. */
export async function readJson(c: AuthContext): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {}
  throw new AuthRefusal(400, 'bad_json', 'Could not parse request body as JSON')
}

/** The person whose token this is, while their session lives. */
export async function requireUser(
  c: AuthContext,
  { sql, sessions }: AuthServices,
): Promise<{ user: User; sessionId?: string }> {
  const { identity } = c.env
  if (identity.kind === 'token') {
    throw new AuthRefusal(
      403,
      'bad_jwt',
      `invalid JWT: unable to parse or verify signature, ${identity.problem.message}`,
    )
  }
  if (identity.kind !== 'caller' || !identity.token) {
    throw new AuthRefusal(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
  }
  const { sub, session_id: session } = identity.caller.claims
  if (typeof sub !== 'string') throw new AuthRefusal(403, 'bad_jwt', 'invalid claim: missing sub claim')
  const user = await findUser(sql, 'id', sub)
  if (!user) throw new AuthRefusal(403, 'user_not_found', 'User from sub claim in JWT does not exist')
  if (typeof session !== 'string') return { user }
  if (!(await sessions.exists(session))) {
    throw new AuthRefusal(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
  }
  return { user, sessionId: session }
}

/** The secret key, or a token of role service_role. */
export function requireService(c: AuthContext): void {
  const { identity } = c.env
  if (identity.kind === 'caller' && identity.caller.role === 'service_role') return
  if (identity.kind === 'token') throw new AuthRefusal(403, 'bad_jwt', 'invalid JWT')
  throw new AuthRefusal(403, 'not_admin', 'User not allowed')
}

/** Where a link may lead: the site, what config.toml lists (with * and **), this machine. */
export function redirectTarget({ siteUrl, settings }: AuthServices, wanted: string | undefined): string {
  if (!wanted || !URL.canParse(wanted)) return siteUrl
  const { hostname, protocol, origin } = new URL(wanted)
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname) && /^https?:$/.test(protocol)
  const isListed = [siteUrl, ...settings.additional_redirect_urls].some(
    (pattern) =>
      globPattern(pattern).test(wanted.split('#')[0] ?? '') ||
      (URL.canParse(pattern) && new URL(pattern).origin === origin && /^https?:$/.test(protocol)),
  )
  return isLoopback || isListed ? wanted : siteUrl
}

const globPattern = (glob: string) =>
  new RegExp(
    `^${glob
      .split(/(\*\*|\*)/)
      .map((part) =>
        part === '**' ? '.*' : part === '*' ? '[^./]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  )

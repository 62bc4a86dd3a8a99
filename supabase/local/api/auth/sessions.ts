import { randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Database, Queries } from '../database.ts'
import { AuthRefusal, banned } from './refusal.ts'
import { findUser, readUserJson, type User } from './users.ts'

export type SessionTokens = {
  access_token: string
  token_type: 'bearer'
  expires_in: number
  expires_at: number
  refresh_token: string
  user: Record<string, unknown>
}
export type Device = { userAgent: string | null; ip: string | null }
type Options = { jwtSecret: string; issuer: string; expirySeconds: number; reuseSeconds: number }

const newToken = () => randomBytes(16).toString('base64url')

/** Opens, continues and ends sessions: rows of auth.sessions, rotating refresh tokens, HS256 access tokens with hosted's claims. */
export function createSessions(sql: Database, options: Options) {
  const secret = new TextEncoder().encode(options.jwtSecret)

  async function tokens(
    database: Queries,
    user: User,
    sessionId: string,
    refreshToken: string,
  ): Promise<SessionTokens> {
    const row = await database.row<{ amr: { method: string; timestamp: number }[]; aal: string | null }>(
      `select s.aal, coalesce((
         select json_agg(json_build_object('method', a.authentication_method, 'timestamp', extract(epoch from a.updated_at)::bigint))
         from auth.mfa_amr_claims a where a.session_id = s.id), '[]') as amr
       from auth.sessions s where id = $1`,
      [sessionId],
    )
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: options.issuer,
      sub: user.id,
      aud: user.aud || 'authenticated',
      exp: now + options.expirySeconds,
      iat: now,
      email: user.email ?? '',
      phone: user.phone ?? '',
      app_metadata: user.raw_app_meta_data ?? {},
      user_metadata: user.raw_user_meta_data ?? {},
      role: user.role || 'authenticated',
      aal: row?.aal ?? 'aal1',
      amr: row?.amr ?? [],
      session_id: sessionId,
      is_anonymous: user.is_anonymous,
    }
    return {
      access_token: await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret),
      token_type: 'bearer',
      expires_in: options.expirySeconds,
      expires_at: claims.exp,
      refresh_token: refreshToken,
      user: await readUserJson(database, user.id),
    }
  }

  return {
    /** A new session for a person who has just shown who they are. Throws user_banned. */
    async open(database: Queries, user: User, method: string, device: Device): Promise<SessionTokens> {
      if (isBanned(user)) throw banned()
      const id = randomUUID()
      const refreshToken = newToken()
      await database.run(
        `with session as (
           insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
           values ($1, $2, now(), now(), 'aal1', $5, $6::inet)),
         claim as (
           insert into auth.mfa_amr_claims (id, session_id, created_at, updated_at, authentication_method)
           values (gen_random_uuid(), $1, now(), now(), $4)),
         token as (
           insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, session_id)
           values ('00000000-0000-0000-0000-000000000000', $3, $2::uuid::text, false, now(), now(), $1))
         update auth.users set last_sign_in_at = now(), updated_at = now() where id = $2`,
        [id, user.id, refreshToken, method, device.userAgent, device.ip],
      )
      return tokens(database, user, id, refreshToken)
    },

    /**
     * The next access token. A used refresh token counts again only within the reuse interval or while its successor is
     * unused; later it means theft, and its session ends.
     */
    async refresh(given: string): Promise<SessionTokens> {
      const result = await sql.begin(async (tx) => {
        const found = await tx.row<{ session_id: string; user_id: string }>(
          `select s.id as session_id, s.user_id from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id
           where t.token = $1 for update of s`,
          [given],
        )
        const user = found && (await findUser(tx, 'id', found.user_id))
        if (!found || !user) throw notFound()
        if (isBanned(user)) throw banned()
        const token = await tx.row<{ is_revoked: string; is_recent: string; next: string | null }>(
          `select coalesce(t.revoked, false)::text as is_revoked, (t.updated_at > now() - $2::interval)::text as is_recent,
             (select n.token from auth.refresh_tokens n where n.session_id = t.session_id and not n.revoked
              order by (n.parent = t.token) desc nulls last, n.id desc limit 1) as next
           from auth.refresh_tokens t where t.token = $1`,
          [given, `${options.reuseSeconds} seconds`],
        )
        if (token?.is_revoked === 'true') {
          const successor = await tx.row(
            'select from auth.refresh_tokens where parent = $1 and not revoked',
            [given],
          )
          if (!token.next || !(token.is_recent === 'true' || successor)) {
            await tx.run('delete from auth.sessions where id = $1', [found.session_id])
            return undefined
          }
          return tokens(tx, user, found.session_id, token.next)
        }
        const next = newToken()
        await tx.run(
          `with used as (update auth.refresh_tokens set revoked = true, updated_at = now() where token = $1),
           session as (update auth.sessions set refreshed_at = now() at time zone 'utc', updated_at = now() where id = $3)
           insert into auth.refresh_tokens (instance_id, token, user_id, revoked, created_at, updated_at, parent, session_id)
           values ('00000000-0000-0000-0000-000000000000', $2, $4, false, now(), now(), $1, $3)`,
          [given, next, found.session_id, user.id],
        )
        return tokens(tx, user, found.session_id, next)
      })
      // outside the transaction, so that the end of the session stays
      if (!result)
        throw new AuthRefusal(400, 'refresh_token_already_used', 'Invalid Refresh Token: Already Used')
      return result
    },

    /** global: all of the person's sessions; local: this one; others: all but this one. */
    async end(
      userId: string,
      scope: 'global' | 'local' | 'others',
      sessionId: string | undefined,
    ): Promise<void> {
      const which = { global: 'true or id = $2', local: 'id = $2', others: 'id is distinct from $2' }[scope]
      await sql.run(`delete from auth.sessions where user_id = $1 and (${which})`, [
        userId,
        sessionId ?? null,
      ])
    },

    async exists(sessionId: string): Promise<boolean> {
      const row = await sql.row('select from auth.sessions where id = $1', [sessionId])
      return row !== undefined
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>

export const isBanned = (user: User) =>
  user.banned_until !== null && Date.parse(user.banned_until) > Date.now()

const notFound = () =>
  new AuthRefusal(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')

import type { Hono } from 'hono'
import type { Queries } from '../database.ts'
import { codeHash, isCodeType, takeCode } from './codes.ts'
import { type AuthEnv, type AuthServices, deviceOf, readJson, redirectTarget } from './context.ts'
import { issueFlowCode, readMark } from './flows.ts'
import { AuthRefusal, invalid } from './refusal.ts'
import type { SessionTokens } from './sessions.ts'
import { findUser, type User, updateEmailIdentity, updateUser } from './users.ts'

const halfConfirmed = 'Confirmation link accepted. Please proceed to confirm link sent to the other email'

/** Codes typed in (POST) and links followed (GET). */
export function verifyRoutes(app: Hono<AuthEnv>, services: AuthServices): void {
  const { sql, sessions } = services

  app.post('/verify', async (c) => {
    const body = await readJson(c)
    const { type, email, token, token_hash: given } = body
    if (!isCodeType(type)) throw invalid('Verify requires a verification type')
    const hash =
      typeof given === 'string' && given !== ''
        ? readMark(given).hash
        : codeHash(typeof email === 'string' ? email : '', String(token ?? ''))
    return c.json(
      await sql.begin(async (tx) => {
        const user = await confirm(tx, type, hash)
        return user ? sessions.open(tx, user, 'otp', deviceOf(c)) : { msg: halfConfirmed, code: '200' }
      }),
    )
  })

  app.get('/verify', async (c) => {
    const { type, token = '', redirect_to: wanted } = c.req.query()
    const target = new URL(redirectTarget(services, wanted))
    const { hash, isFlow } = readMark(token)
    try {
      if (!isCodeType(type)) throw invalid('Verify requires a verification type')
      await sql.begin(async (tx) => {
        const user = await confirm(tx, type, hash)
        if (!user) target.hash = new URLSearchParams({ message: halfConfirmed }).toString()
        else if (isFlow) target.searchParams.set('code', await issueFlowCode(tx, user, type))
        else target.hash = fragment(await sessions.open(tx, user, 'otp', deviceOf(c)), type)
      })
    } catch (error) {
      if (!(error instanceof AuthRefusal)) throw error
      const message = error.code === 'otp_expired' ? 'Email link is invalid or has expired' : error.message
      const problem = { error: 'access_denied', error_code: error.code, error_description: message }
      target.hash = new URLSearchParams(problem).toString()
      if (isFlow) for (const [key, value] of Object.entries(problem)) target.searchParams.set(key, value)
    }
    return c.redirect(target.href, 303)
  })

  /** Uses the code up and does what it was for. Undefined while the other half of a change of e-mail is missing. */
  async function confirm(tx: Queries, type: string, hash: string): Promise<User | undefined> {
    const { user, column } = await takeCode(tx, type, hash)
    if (type === 'email_change') {
      const other =
        column === 'email_change_token_new' ? 'email_change_token_current' : 'email_change_token_new'
      if (user[other]) {
        await updateUser(tx, user.id, { email_change_confirm_status: 1 })
        return undefined
      }
      await changeEmail(tx, user, user.email_change ?? '')
    } else if (!user.email_confirmed_at) {
      const verified = { ...user.raw_user_meta_data, email_verified: true }
      await updateUser(tx, user.id, {
        email_confirmed_at: new Date().toISOString(),
        raw_user_meta_data: verified,
      })
      await updateEmailIdentity(tx, user.id, user.email ?? '', true)
    }
    return findUser(tx, 'id', user.id)
  }
}

/** The new address counts from now on, here and in the identity. */
export async function changeEmail(sql: Queries, user: User, email: string): Promise<void> {
  await updateUser(sql, user.id, {
    email,
    email_change: '',
    email_change_token_new: '',
    email_change_token_current: '',
    email_change_confirm_status: 0,
    email_confirmed_at: new Date().toISOString(),
    raw_user_meta_data: { ...user.raw_user_meta_data, email, email_verified: true },
  })
  await updateEmailIdentity(sql, user.id, email, true)
}

const fragment = (session: SessionTokens, type: string) =>
  new URLSearchParams({
    access_token: session.access_token,
    expires_at: String(session.expires_at),
    expires_in: String(session.expires_in),
    refresh_token: session.refresh_token,
    token_type: session.token_type,
    type,
  }).toString()

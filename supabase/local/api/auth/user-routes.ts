import type { Hono } from 'hono'
import { type AuthEnv, type AuthServices, readJson, redirectTarget, requireUser } from './context.ts'
import { sendEmailChange } from './letters.ts'
import { AuthRefusal, emailExists, invalid } from './refusal.ts'
import { readEmail } from './sign-routes.ts'
import { findUser, readUserJson, type UserChange, updateUser } from './users.ts'

/** What signed-in people do with their own account. */
export function userRoutes(app: Hono<AuthEnv>, services: AuthServices): void {
  const { sql, sessions, passwords } = services

  app.get('/user', async (c) => {
    const { user } = await requireUser(c, services)
    return c.json(await readUserJson(sql, user.id))
  })

  app.put('/user', async (c) => {
    const { user, sessionId } = await requireUser(c, services)
    const body = await readJson(c)
    const change: UserChange = {}
    if (typeof body.data === 'object' && body.data !== null) {
      change.raw_user_meta_data = merge(user.raw_user_meta_data, body.data)
    }
    if (body.password !== undefined && body.password !== null) {
      const hash = await passwords.hash(body.password)
      if (await passwords.matches(String(body.password), user.encrypted_password)) {
        throw new AuthRefusal(422, 'same_password', 'New password should be different from the old password.')
      }
      change.encrypted_password = hash
    }
    const email = body.email ? readEmail(body.email) : user.email
    if (email !== user.email && email && (await findUser(sql, 'email', email))) throw emailExists()
    await sql.begin(async (tx) => {
      if (Object.keys(change).length) await updateUser(tx, user.id, change)
      if (!email || email === user.email) return
      const redirectTo = redirectTarget(services, c.req.query('redirect_to'))
      await sendEmailChange(services, tx, user, email, { challenge: body, redirectTo })
    })
    // whoever else is signed in may be the reason for the new password
    if (change.encrypted_password) await sessions.end(user.id, 'others', sessionId)
    return c.json(await readUserJson(sql, user.id))
  })

  app.post('/logout', async (c) => {
    const { user, sessionId } = await requireUser(c, services)
    const scope = c.req.query('scope') ?? 'global'
    if (scope !== 'global' && scope !== 'local' && scope !== 'others') {
      throw invalid(`Unsupported logout scope "${scope}"`)
    }
    await sessions.end(user.id, scope, sessionId)
    return c.body(null, 204)
  })
}

/** Metadata with changes: null takes a key away. */
export function merge(before: Record<string, unknown> | null, change: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null))
}

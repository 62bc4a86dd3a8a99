import type { Hono } from 'hono'
import {
  type AuthContext,
  type AuthEnv,
  type AuthServices,
  deviceOf,
  readJson,
  redirectTarget,
} from './context.ts'
import { takeFlow } from './flows.ts'
import { sendLetter } from './letters.ts'
import { AuthRefusal, invalid, toAuthRefusal, wrongCredentials } from './refusal.ts'
import { findUser, insertUser, readUserJson, type User, type UserChange } from './users.ts'

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** An address as it is kept. Throws validation_failed. */
export function readEmail(value: unknown): string {
  if (typeof value === 'string' && emailShape.test(value) && value.length <= 255) return value.toLowerCase()
  throw invalid('Unable to validate email address: invalid format')
}

/** Signing up and in: everything that begins a session, but following a link. */
export function signRoutes(app: Hono<AuthEnv>, services: AuthServices, log: (line: string) => void): void {
  const { sql, sessions, passwords, settings } = services

  app.post('/signup', async (c) => {
    const body = await readJson(c)
    if (body.phone) throw new AuthRefusal(400, 'phone_provider_disabled', 'Phone signups are disabled')
    if (!body.email)
      throw new AuthRefusal(422, 'anonymous_provider_disabled', 'Anonymous sign-ins are disabled')
    assertSignup()
    const encrypted = await passwords.hash(body.password)
    const email = readEmail(body.email)
    const existing = await findUser(sql, 'email', email)
    if (existing && (existing.confirmed_at || !settings.email.enable_confirmations)) {
      throw new AuthRefusal(422, 'user_already_exists', 'User already registered')
    }
    const isConfirmed = !settings.email.enable_confirmations
    const user = existing ?? (await addUser(email, encrypted, body.data, isConfirmed))
    if (isConfirmed) return c.json(await sessions.open(sql, user, 'password', deviceOf(c)))
    await sendLetter(services, sql, user, { kind: 'signup', challenge: body, redirectTo: target(c) })
    return c.json(await readUserJson(sql, user.id))
  })

  app.post('/token', async (c) => {
    const body = await readJson(c)
    switch (c.req.query('grant_type')) {
      case 'password':
        return c.json({ ...(await signIn(c, body)), weak_password: null })
      case 'refresh_token':
        if (typeof body.refresh_token !== 'string' || body.refresh_token === '')
          throw invalid('refresh_token required')
        return c.json(await sessions.refresh(body.refresh_token))
      case 'pkce': {
        const { user, method } = await takeFlow(sql, body.auth_code, body.code_verifier)
        return c.json(await sessions.open(sql, user, method, deviceOf(c)))
      }
      default:
        throw new AuthRefusal(400, 'invalid_credentials', 'unsupported_grant_type')
    }
  })

  app.on('POST', ['/otp', '/magiclink'], async (c) => {
    const body = await readJson(c)
    if (body.phone) throw new AuthRefusal(400, 'phone_provider_disabled', 'Unsupported phone provider')
    const email = readEmail(body.email)
    let user = await findUser(sql, 'email', email)
    if (!user && body.create_user === false) {
      throw new AuthRefusal(422, 'otp_disabled', 'Signups not allowed for otp')
    }
    if (!user) {
      assertSignup()
      user = await addUser(email, null, body.data, false)
    }
    await sendLetter(services, sql, user, { kind: 'magiclink', challenge: body, redirectTo: target(c) })
    return c.json({})
  })

  app.post('/recover', async (c) => {
    const body = await readJson(c)
    const user = await findUser(sql, 'email', readEmail(body.email))
    // the same answer for a stranger: nobody learns who has an account
    if (user)
      await sendLetter(services, sql, user, { kind: 'recovery', challenge: body, redirectTo: target(c) })
    return c.json({})
  })

  app.post('/resend', async (c) => {
    const body = await readJson(c)
    if (body.type !== 'signup') throw invalid('Missing one of these types: signup')
    const user = await findUser(sql, 'email', readEmail(body.email))
    if (user && !user.confirmed_at) {
      await sendLetter(services, sql, user, { kind: 'signup', challenge: body, redirectTo: target(c) })
    }
    return c.json({})
  })

  const target = (c: AuthContext) => redirectTarget(services, c.req.query('redirect_to'))

  function assertSignup(): void {
    if (!settings.enable_signup) {
      throw new AuthRefusal(422, 'signup_disabled', 'Signups not allowed for this instance')
    }
  }

  async function addUser(
    email: string,
    encrypted: string | null,
    data: unknown,
    isConfirmed: boolean,
  ): Promise<User> {
    const given = typeof data === 'object' && data !== null ? data : {}
    const values: UserChange = {
      id: crypto.randomUUID(),
      email,
      encrypted_password: encrypted,
      email_confirmed_at: isConfirmed ? new Date().toISOString() : null,
    }
    values.raw_user_meta_data = {
      ...given,
      sub: values.id,
      email,
      email_verified: isConfirmed,
      phone_verified: false,
    }
    try {
      return await sql.begin((tx) => insertUser(tx, values))
    } catch (error) {
      // a trigger on auth.users refused: hosted says no more than this
      const refusal = toAuthRefusal(error, log)
      if (refusal.status < 500) throw refusal
      throw new AuthRefusal(500, 'unexpected_failure', 'Database error saving new user')
    }
  }

  async function signIn(c: AuthContext, body: Record<string, unknown>) {
    const { email, phone, password } = body
    if (typeof email !== 'string' && typeof phone !== 'string') throw invalid('missing email or phone')
    if (typeof password !== 'string') throw wrongCredentials()
    const user =
      typeof email === 'string'
        ? await findUser(sql, 'email', email)
        : await findUser(sql, 'phone', String(phone).replace(/^\+/, ''))
    const isRight = await passwords.matches(password, user?.encrypted_password ?? null)
    if (!user || !isRight) throw wrongCredentials()
    if (!user.confirmed_at) throw new AuthRefusal(400, 'email_not_confirmed', 'Email not confirmed')
    return sessions.open(sql, user, 'password', deviceOf(c))
  }
}

import { Hono } from 'hono'
import { keyRefusal } from '../answers.ts'
import type { Identity } from '../caller.ts'
import type { Database } from '../database.ts'
import type { ApiSettings } from '../settings.ts'
import { adminRoutes } from './admin-routes.ts'
import type { AuthEnv, AuthServices } from './context.ts'
import { createMailer } from './mail.ts'
import { createPasswords } from './passwords.ts'
import { AuthRefusal, toAuthRefusal } from './refusal.ts'
import { createSessions } from './sessions.ts'
import { signRoutes } from './sign-routes.ts'
import { userRoutes } from './user-routes.ts'
import { verifyRoutes } from './verify-routes.ts'

type Options = {
  sql: Database
  admin: Database
  jwtSecret: string
  settings: ApiSettings['auth']
  publicUrl: string
  siteUrl: string
  mailUrl?: string
  log: (line: string) => void
}

/** What a browser opens from a mail carries no API key. */
const keyless = /^\/auth\/v1\/(verify|callback|authorize|health|\.well-known\/.*)$/

/** GoTrue's part of Supabase: people, sessions, codes by mail, administration. Paths below /auth/v1. */
export function createAuth(
  options: Options,
): (request: Request, identity: Identity, peer?: string) => Promise<Response> {
  const { sql, settings, publicUrl, siteUrl, log } = options
  const services: AuthServices = {
    sql,
    settings,
    publicUrl,
    siteUrl,
    passwords: createPasswords(options.admin, settings.minimum_password_length),
    sessions: createSessions(sql, {
      jwtSecret: options.jwtSecret,
      issuer: `${publicUrl}/auth/v1`,
      expirySeconds: settings.jwt_expiry,
      reuseSeconds: settings.refresh_token_reuse_interval,
    }),
    sendMail: createMailer(options.mailUrl, log),
  }
  const app = new Hono<AuthEnv>().basePath('/auth/v1')
  app.onError((error, c) => toAuthRefusal(error, log).toResponse(c.req.raw))
  app.notFound((c) => new AuthRefusal(404, 'not_found', 'Not found').toResponse(c.req.raw))
  app.get('/health', (c) =>
    c.json({ version: 'local', name: 'GoTrue', description: 'Auth of the embedded stack' }),
  )
  app.get('/settings', (c) => c.json(publicSettings(settings)))
  // tokens are HS256: there is no public key, and clients ask /user instead
  app.get('/.well-known/jwks.json', (c) => c.json({ keys: [] }))
  signRoutes(app, services, log)
  verifyRoutes(app, services)
  userRoutes(app, services)
  adminRoutes(app, services)

  return async (request, identity, peer) => {
    const { pathname } = new URL(request.url)
    if (identity.kind === 'key' && !keyless.test(pathname)) return keyRefusal(identity.problem)
    return app.fetch(request, { identity, peer })
  }
}

const publicSettings = (settings: ApiSettings['auth']) => ({
  external: { email: true, phone: false, anonymous_users: false },
  disable_signup: !settings.enable_signup,
  mailer_autoconfirm: !settings.email.enable_confirmations,
  phone_autoconfirm: false,
  sms_provider: '',
  saml_enabled: false,
})

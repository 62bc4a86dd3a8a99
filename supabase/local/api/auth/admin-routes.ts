import type { Hono } from 'hono'
import { newCode } from './codes.ts'
import { type AuthEnv, type AuthServices, readJson, redirectTarget, requireService } from './context.ts'
import { verifyLink } from './letters.ts'
import { AuthRefusal, emailExists, invalid } from './refusal.ts'
import { readEmail } from './sign-routes.ts'
import { merge } from './user-routes.ts'
import {
  findUser,
  insertUser,
  readUserJson,
  type User,
  type UserChange,
  updateEmailIdentity,
  updateUser,
  userJson,
} from './users.ts'

type Body = Record<string, unknown>

/** auth.admin of supabase-js: for the secret key only. */
export function adminRoutes(app: Hono<AuthEnv>, services: AuthServices): void {
  const { sql, passwords } = services
  app.use('/admin/*', async (c, next) => {
    requireService(c)
    await next()
  })

  app.get('/admin/users', async (c) => {
    const page = positive(c.req.query('page'), 1)
    const size = positive(c.req.query('per_page'), 50)
    const row = await sql.row<{ users: unknown[]; total: string }>(
      `select (select count(*) from auth.users where deleted_at is null)::text as total,
         coalesce(json_agg(${userJson} order by u.created_at desc, u.id), '[]') as users
       from (select * from auth.users where deleted_at is null order by created_at desc, id limit $1::bigint offset $2::bigint) u`,
      [String(size), String((page - 1) * size)],
    )
    const total = Number(row?.total ?? 0)
    const last = Math.max(1, Math.ceil(total / size))
    const link = (to: number, rel: string) => `</admin/users?page=${to}&per_page=${size}>; rel="${rel}"`
    c.header('x-total-count', String(total))
    c.header('link', [...(page < last ? [link(page + 1, 'next')] : []), link(last, 'last')].join(', '))
    return c.json({ users: row?.users ?? [], aud: 'authenticated' })
  })

  app.post('/admin/users', async (c) => {
    const body = await readJson(c)
    if (!body.email && !body.phone) throw invalid('Cannot create a user without either an email or phone')
    if (body.email && (await findUser(sql, 'email', readEmail(body.email)))) throw emailExists()
    const user = await sql.begin(async (tx) => insertUser(tx, await fieldsOf(body)))
    return c.json(await readUserJson(sql, user.id))
  })

  app.get('/admin/users/:id', async (c) =>
    c.json(await readUserJson(sql, (await find(c.req.param('id'))).id)),
  )

  app.put('/admin/users/:id', async (c) => {
    const user = await find(c.req.param('id'))
    const change = await fieldsOf(await readJson(c), user)
    await sql.begin(async (tx) => {
      await updateUser(tx, user.id, change)
      if (typeof change.email === 'string') await updateEmailIdentity(tx, user.id, change.email, true)
    })
    return c.json(await readUserJson(sql, user.id))
  })

  app.delete('/admin/users/:id', async (c) => {
    const user = await find(c.req.param('id'))
    const body = await readJson(c)
    if (body.should_soft_delete === true) {
      await sql.begin(async (tx) => {
        await updateUser(tx, user.id, {
          deleted_at: new Date().toISOString(),
          email: null,
          phone: null,
          encrypted_password: null,
        })
        await tx.run('delete from auth.sessions where user_id = $1', [user.id])
        await tx.run('delete from auth.identities where user_id = $1', [user.id])
      })
    } else await sql.run('delete from auth.users where id = $1', [user.id])
    return c.json({})
  })

  app.post('/admin/generate_link', async (c) => {
    const body = await readJson(c)
    const kind = body.type
    if (kind !== 'signup' && kind !== 'invite' && kind !== 'magiclink' && kind !== 'recovery') {
      throw invalid('Unsupported link type')
    }
    const email = readEmail(body.email)
    let user = await findUser(sql, 'email', email)
    if (user && kind === 'signup') throw emailExists()
    if (!user && kind === 'recovery')
      throw new AuthRefusal(404, 'user_not_found', 'User with this email not found')
    user ??= await sql.begin(async (tx) =>
      insertUser(tx, await fieldsOf({ ...body, user_metadata: body.data })),
    )
    const { code, hash } = newCode(email)
    const now = new Date().toISOString()
    const isConfirmation = kind === 'signup' || kind === 'invite'
    await updateUser(
      sql,
      user.id,
      isConfirmation
        ? { confirmation_token: hash, confirmation_sent_at: now }
        : { recovery_token: hash, recovery_sent_at: now },
    )
    const redirectTo = redirectTarget(
      services,
      typeof body.redirect_to === 'string' ? body.redirect_to : c.req.query('redirect_to'),
    )
    return c.json({
      ...(await readUserJson(sql, user.id)),
      action_link: verifyLink(services.publicUrl, kind, hash, redirectTo),
      email_otp: code,
      hashed_token: hash,
      verification_type: kind,
      redirect_to: redirectTo,
    })
  })

  async function find(id: string): Promise<User> {
    const user = await findUser(sql, 'id', id)
    if (!user) throw new AuthRefusal(404, 'user_not_found', 'User not found')
    return user
  }

  async function fieldsOf(body: Body, before?: User): Promise<UserChange> {
    const now = new Date().toISOString()
    const fields: UserChange = {}
    if (typeof body.id === 'string' && !before) fields.id = body.id
    if (body.email) fields.email = readEmail(body.email)
    if (typeof body.phone === 'string') fields.phone = body.phone.replace(/^\+/, '') || null
    if (typeof body.role === 'string') fields.role = body.role
    if (body.password !== undefined && body.password !== null)
      fields.encrypted_password = await passwords.hash(body.password)
    if (typeof body.password_hash === 'string') fields.encrypted_password = body.password_hash
    if (body.email_confirm === true) fields.email_confirmed_at = now
    if (body.phone_confirm === true) fields.phone_confirmed_at = now
    if (isObject(body.user_metadata))
      fields.raw_user_meta_data = merge(before?.raw_user_meta_data ?? {}, body.user_metadata)
    if (isObject(body.app_metadata)) {
      fields.raw_app_meta_data = merge(
        before?.raw_app_meta_data ?? { provider: 'email', providers: ['email'] },
        body.app_metadata,
      )
    }
    if (typeof body.ban_duration === 'string') fields.banned_until = bannedUntil(body.ban_duration)
    return fields
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const positive = (text: string | undefined, otherwise: number) =>
  Math.max(1, Math.floor(Number(text)) || otherwise)

/** `none`, or hours, minutes and seconds as Go writes durations: 24h, 1h30m. */
function bannedUntil(duration: string): string | null {
  if (duration === 'none') return null
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s|ms)/g)]
  if (parts.map(([part]) => part).join('') !== duration || duration === '')
    throw invalid('invalid format for ban duration')
  const seconds = parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * ({ h: 3600, m: 60, s: 1, ms: 0.001 }[unit ?? ''] ?? 0),
    0,
  )
  return new Date(Date.now() + seconds * 1000).toISOString()
}

import { randomUUID } from 'node:crypto'
import type { Queries } from '../database.ts'

export type User = {
  id: string
  aud: string
  role: string
  email: string | null
  phone: string | null
  encrypted_password: string | null
  email_confirmed_at: string | null
  confirmed_at: string | null
  confirmation_token: string | null
  confirmation_sent_at: string | null
  recovery_token: string | null
  recovery_sent_at: string | null
  email_change: string | null
  email_change_token_new: string | null
  email_change_token_current: string | null
  email_change_sent_at: string | null
  email_change_confirm_status: number
  raw_app_meta_data: Record<string, unknown> | null
  raw_user_meta_data: Record<string, unknown> | null
  banned_until: string | null
  is_anonymous: boolean
}
/** Columns of auth.users and what to put there. */
export type UserChange = Partial<Record<keyof User | 'phone_confirmed_at' | 'deleted_at', unknown>>

const nobody = '00000000-0000-0000-0000-000000000000'

/** The user by one of its columns; a hostile id that is no uuid finds nobody. */
export async function findUser(
  sql: Queries,
  column:
    | 'id'
    | 'email'
    | 'phone'
    | 'confirmation_token'
    | 'recovery_token'
    | 'email_change_token_new'
    | 'email_change_token_current',
  value: string,
): Promise<User | undefined> {
  const wanted =
    column === 'id' && !/^[0-9a-f-]{36}$/i.test(value)
      ? nobody
      : column === 'email'
        ? value.toLowerCase()
        : value
  const row = await sql.row<{ user: User }>(
    `select to_json(u) as user from auth.users u where ${column} = $1 and deleted_at is null`,
    [wanted],
  )
  return row?.user
}

/** Adds a person with an e-mail identity. Triggers on auth.users run within the same statement. */
export async function insertUser(sql: Queries, values: UserChange): Promise<User> {
  const id = typeof values.id === 'string' ? values.id : randomUUID()
  const row = {
    instance_id: nobody,
    aud: 'authenticated',
    role: 'authenticated',
    confirmation_token: '',
    recovery_token: '',
    email_change: '',
    email_change_token_new: '',
    email_change_token_current: '',
    email_change_confirm_status: 0,
    is_sso_user: false,
    is_anonymous: false,
    raw_app_meta_data: { provider: 'email', providers: ['email'] },
    raw_user_meta_data: {},
    ...values,
    id,
  }
  const columns = Object.keys(row).join(', ')
  await sql.run(
    `insert into auth.users (${columns}, created_at, updated_at)
     select ${columns}, now(), now() from json_populate_record(null::auth.users, $1::json)`,
    [JSON.stringify(row)],
  )
  const provider = row.email ? 'email' : 'phone'
  const data = { sub: id, email: row.email, phone: row.phone, email_verified: false, phone_verified: false }
  await sql.run(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::text, $1::text::uuid, $2::jsonb, $3, now(), now(), now())`,
    [id, JSON.stringify(data), provider],
  )
  const user = await findUser(sql, 'id', id)
  if (!user) throw new Error('the new user is gone')
  return user
}

/** Changes columns by name; the names are ours, never the client's. */
export async function updateUser(sql: Queries, id: string, change: UserChange): Promise<void> {
  const columns = Object.keys(change)
  const set = [...columns.map((column) => `${column} = changed.${column}`), 'updated_at = now()'].join(', ')
  await sql.run(
    `update auth.users u set ${set} from json_populate_record(null::auth.users, $1::json) changed where u.id = $2`,
    [JSON.stringify(change), id],
  )
}

/** The email in the identity follows the one of the user. */
export async function updateEmailIdentity(
  sql: Queries,
  id: string,
  email: string,
  isVerified: boolean,
): Promise<void> {
  await sql.run(
    `insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
     values ($1::text, $1::text::uuid, $2::jsonb, 'email', now(), now(), now())
     on conflict (provider_id, provider) do update set identity_data = auth.identities.identity_data || excluded.identity_data, updated_at = now()`,
    [id, JSON.stringify({ sub: id, email, email_verified: isVerified, phone_verified: false })],
  )
}

// optional fields are left out when empty, as GoTrue's JSON does
const asJson = `json_strip_nulls(json_build_object(
  'id', u.id, 'aud', coalesce(u.aud, ''), 'role', coalesce(u.role, ''), 'email', coalesce(u.email, ''),
  'email_confirmed_at', u.email_confirmed_at, 'invited_at', u.invited_at,
  'phone', coalesce(u.phone, ''), 'phone_confirmed_at', u.phone_confirmed_at,
  'confirmation_sent_at', u.confirmation_sent_at, 'confirmed_at', u.confirmed_at, 'recovery_sent_at', u.recovery_sent_at,
  'new_email', nullif(u.email_change, ''), 'email_change_sent_at', u.email_change_sent_at,
  'last_sign_in_at', u.last_sign_in_at,
  'banned_until', u.banned_until, 'deleted_at', u.deleted_at,
  'created_at', u.created_at, 'updated_at', u.updated_at, 'is_anonymous', u.is_anonymous))`
const identities = `(select coalesce(json_agg(json_build_object(
    'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data, 'provider', i.provider,
    'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at, 'updated_at', i.updated_at, 'email', i.email) order by i.created_at), '[]')
  from auth.identities i where i.user_id = u.id)`
/** A user of `auth.users u` as GoTrue's JSON. Metadata stay outside json_strip_nulls: a null there is the person's own. */
export const userJson = `(${asJson}::jsonb || jsonb_build_object('app_metadata', coalesce(u.raw_app_meta_data, '{}'),
  'user_metadata', coalesce(u.raw_user_meta_data, '{}'), 'identities', ${identities}))`

export async function readUserJson(sql: Queries, id: string): Promise<Record<string, unknown>> {
  const row = await sql.row<{ user: Record<string, unknown> }>(
    `select ${userJson} as user from auth.users u where id = $1`,
    [id],
  )
  return row?.user ?? {}
}

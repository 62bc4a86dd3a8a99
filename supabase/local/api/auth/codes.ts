import { createHash, randomInt } from 'node:crypto'
import type { Queries } from '../database.ts'
import type { MailKind } from './mail.ts'
import { AuthRefusal } from './refusal.ts'
import { findUser, type User, updateUser } from './users.ts'

/** An hour, as hosted. */
const lifetimeMs = 3_600_000

type TokenColumn =
  | 'confirmation_token'
  | 'recovery_token'
  | 'email_change_token_new'
  | 'email_change_token_current'
const sentAt = {
  confirmation_token: 'confirmation_sent_at',
  recovery_token: 'recovery_sent_at',
  email_change_token_new: 'email_change_sent_at',
  email_change_token_current: 'email_change_sent_at',
} as const satisfies Record<TokenColumn, keyof User>

/** Six digits for people, and their hash with the address for links and the database. */
export function newCode(email: string): { code: string; hash: string } {
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  return { code, hash: codeHash(email, code) }
}

export const codeHash = (email: string, code: string): string =>
  createHash('sha224').update(`${email.toLowerCase()}${code}`).digest('hex')

const columns: Record<string, TokenColumn[]> = {
  signup: ['confirmation_token'],
  invite: ['confirmation_token'],
  recovery: ['recovery_token'],
  magiclink: ['recovery_token', 'confirmation_token'],
  email: ['confirmation_token', 'recovery_token'],
  email_change: ['email_change_token_current', 'email_change_token_new'],
}

export const isCodeType = (type: unknown): type is MailKind | 'email' =>
  typeof type === 'string' && type in columns

/** Finds whose code this is and uses it up. Throws otp_expired for a wrong, used or old one. */
export async function takeCode(
  sql: Queries,
  type: string,
  hash: string,
): Promise<{ user: User; column: TokenColumn }> {
  for (const column of columns[type] ?? []) {
    const user = hash === '' ? undefined : await findUser(sql, column, hash)
    const sent = user?.[sentAt[column]]
    if (!user || !sent || Date.now() - Date.parse(sent) > lifetimeMs) continue
    await updateUser(sql, user.id, { [column]: '' })
    return { user, column }
  }
  throw new AuthRefusal(403, 'otp_expired', 'Token has expired or is invalid')
}

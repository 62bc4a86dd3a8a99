import type { Queries } from '../database.ts'
import { newCode } from './codes.ts'
import type { AuthServices } from './context.ts'
import { beginFlow, type Challenge } from './flows.ts'
import type { MailKind } from './mail.ts'
import { type User, updateUser } from './users.ts'

export type Letter = { kind: MailKind; challenge: Challenge; redirectTo: string }

/** The address of a link that GET /verify understands. */
export function verifyLink(publicUrl: string, kind: MailKind, token: string, redirectTo: string): string {
  const link = new URL(`${publicUrl}/auth/v1/verify`)
  link.searchParams.set('token', token)
  link.searchParams.set('type', kind)
  link.searchParams.set('redirect_to', redirectTo)
  return link.href
}

/** Makes a code, keeps its hash with the person and sends it. The one before no longer works. */
export async function sendLetter(
  services: AuthServices,
  sql: Queries,
  user: User,
  letter: Letter,
): Promise<void> {
  const email = user.email ?? ''
  const { code, hash } = newCode(email)
  const isConfirmation = letter.kind === 'signup' || letter.kind === 'invite'
  const now = new Date().toISOString()
  await updateUser(
    sql,
    user.id,
    isConfirmation
      ? { confirmation_token: hash, confirmation_sent_at: now }
      : { recovery_token: hash, recovery_sent_at: now },
  )
  const mark = await beginFlow(sql, user, letter.kind, letter.challenge)
  const link = verifyLink(services.publicUrl, letter.kind, `${mark}${hash}`, letter.redirectTo)
  await services.sendMail({ to: email, kind: letter.kind, code, link })
}

/** Asks the new address, and the old one where config.toml wants both, to confirm a change of e-mail. */
export async function sendEmailChange(
  services: AuthServices,
  sql: Queries,
  user: User,
  newEmail: string,
  letter: Omit<Letter, 'kind'>,
): Promise<void> {
  const fresh = newCode(newEmail)
  const old = services.settings.email.double_confirm_changes && user.email ? newCode(user.email) : undefined
  await updateUser(sql, user.id, {
    email_change: newEmail,
    email_change_token_new: fresh.hash,
    email_change_token_current: old?.hash ?? '',
    email_change_sent_at: new Date().toISOString(),
    email_change_confirm_status: 0,
  })
  const mark = await beginFlow(sql, user, 'email_change', letter.challenge)
  const linkOf = (hash: string) =>
    verifyLink(services.publicUrl, 'email_change', `${mark}${hash}`, letter.redirectTo)
  await services.sendMail({ to: newEmail, kind: 'email_change', code: fresh.code, link: linkOf(fresh.hash) })
  if (old && user.email) {
    await services.sendMail({ to: user.email, kind: 'email_change', code: old.code, link: linkOf(old.hash) })
  }
}

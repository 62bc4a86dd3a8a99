import { failureOf } from '../../lib/failure.ts'
import { formatTag } from '../../lib/locale.ts'
import { paths } from '../../lib/paths.ts'
import { supabase } from '../../lib/supabase.ts'
import { authWords, type Words } from './words.ts'

type AuthError = { message: string; code?: string | undefined; status?: number | undefined }

const refusals: Record<string, keyof Words['refusals']> = {
  invalid_credentials: 'credentials',
  user_already_exists: 'taken',
  email_exists: 'taken',
  weak_password: 'weakPassword',
  same_password: 'samePassword',
  email_address_invalid: 'notAnAddress',
  validation_failed: 'notAnAddress',
  email_not_confirmed: 'unconfirmed',
  over_request_rate_limit: 'tooOften',
  over_email_send_rate_limit: 'mailTooSoon',
  signup_disabled: 'closed',
}

/** The plain sentence for an error of Supabase Auth, or null when there is none. */
export function authSentence(error: AuthError | null): string | null {
  if (!error) return null
  const words = authWords.now().refusals
  const known = refusals[error.code ?? '']
  if (known) return words[known]
  // older servers send a text without a code
  if (/invalid login credentials/i.test(error.message)) return words.credentials
  return failureOf({ data: null, error, status: error.status ?? 0 })?.message ?? null
}

/** Returns what to tell the person, or null when it worked. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const { error } = await supabase.auth.signInWithPassword({ email, password })
  return authSentence(error)
}

/**
 * The language and the time zone of this browser go along: what is written to the person from the first mail on follows them.
 * `isConfirming` when a mail must be answered before the account works.
 */
export async function signUp(name: string, email: string, password: string) {
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const { data, error } = await supabase.auth.signUp({
    email,
    password,
    options: { data: { name, locale: formatTag, time_zone }, emailRedirectTo: window.location.origin },
  })
  return { sentence: authSentence(error), isConfirming: !error && !data.session }
}

/** Leaves on this device only: the other devices stay signed in. */
export async function signOut(): Promise<void> {
  await supabase.auth.signOut({ scope: 'local' })
}

/** Sends the mail with the link; says the same whether or not there is such an account. */
export async function requestReset(email: string): Promise<string | null> {
  const { error } = await supabase.auth.resetPasswordForEmail(email, {
    redirectTo: window.location.origin + paths.newPassword,
  })
  return authSentence(error)
}

export async function setPassword(password: string): Promise<string | null> {
  const { error } = await supabase.auth.updateUser({ password })
  return authSentence(error)
}
